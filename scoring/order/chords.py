"""The chord of each quarter by templates, of all tracks and of all but one.

Templates after Fujishima 1999; no key is known here, so that transposition changes nothing.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from generation.music.theory import KEY_PROFILES, KEYS
from scoring.order.heard import Floats, Heard, Ints

# Pitch classes over the root.
SHAPES = ((0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 5, 7))
SHAPES_WEIGHT = np.array([1.0, 1.0, 0.9, 0.8, 0.85])  # rarer shapes must fit better
QUALITIES = len(SHAPES)
THIN = 2  # pitch classes: fewer are no chord


def _templates() -> Floats:
    """Unit vectors (roots * qualities, 12)."""
    rows = np.zeros((12, QUALITIES, 12))
    for root in range(12):
        for quality, shape in enumerate(SHAPES):
            rows[root, quality, (root + np.array(shape)) % 12] = 1
    weighed = rows * (SHAPES_WEIGHT / np.sqrt(3))[:, None]
    return np.asarray(weighed.reshape(12 * QUALITIES, 12))


TEMPLATES = _templates()
PROFILES = np.array([np.roll(KEY_PROFILES[mode], tonic) for tonic, mode in KEYS])
PROFILES = (PROFILES - PROFILES.mean(1, keepdims=True)) / PROFILES.std(1, keepdims=True)


@dataclass(frozen=True)
class Chords:
    """Root (frames,) and quality (frames,) of each frame; quality `QUALITIES` where there is none.
    `chroma` are steps by track, frame and pitch class (tracks, frames, 12)."""

    root: Ints
    quality: Ints
    lowest: Ints  # (frames,) the lowest pitch that begins or sounds in each frame, 128 for none
    chroma: Floats

    @cached_property
    def others(self) -> tuple[Ints, Ints]:
        """Root and quality that all tracks but each one play (tracks, frames)."""
        return name_chords(self.chroma.sum(0)[None] - self.chroma, self.lowest)


def read_chords(heard: Heard) -> Chords:
    chroma = sound(heard, heard.pitch % 12, heard.track)
    lowest = _lowest(heard)
    return Chords(*name_chords(chroma.sum(0), lowest), lowest, chroma)


def name_chords(chroma: Floats, lowest: Ints) -> tuple[Ints, Ints]:
    """Best root and quality of chroma (..., frames, 12).

    Told from the lowest pitch upwards, so that of templates that fit alike the same one is taken in
    every key.
    """
    base = lowest % 12
    turned = (np.arange(12) + base[:, None]) % 12
    fit = np.take_along_axis(chroma, np.broadcast_to(turned, chroma.shape), -1) @ TEMPLATES.T
    best = fit.argmax(-1)
    known = (chroma > 0).sum(-1) >= THIN
    return (best // QUALITIES + base) % 12, np.where(known, best % QUALITIES, QUALITIES)


def find_key(chroma: Floats, base: int) -> int:
    """The tonic of the major key whose scale fits best, of the relative major for minor. `base` is
    any pitch class of the piece, from which keys are told upwards."""
    total = np.roll(chroma, -base)
    best = int((PROFILES @ (total - total.mean())).argmax())
    return (best % 12 + (3 if best >= 12 else 0) + base) % 12


def sound(heard: Heard, column: Ints, track: Ints) -> Floats:
    """Steps for which each pitch class sounds (tracks, frames, 12)."""
    tracks, steps = max(heard.tracks, 1), heard.steps
    cells = (steps + 1) * 12 * tracks
    stop = np.minimum(heard.stop, steps)
    base = track * (steps + 1) * 12 + column
    change = np.bincount(base + heard.start * 12, minlength=cells) - np.bincount(
        base + stop * 12, minlength=cells
    )
    running = change.reshape(tracks, steps + 1, 12).cumsum(1)[:, :steps]
    return np.add.reduceat(running, heard.frames, axis=1).astype(float)


def _lowest(heard: Heard) -> Ints:
    """Lowest pitch of each frame by the notes that begin in it or sound on."""
    lowest = np.full(len(heard.frames), 128, np.int64)
    first = heard.frame_of_step[heard.start]
    last = heard.frame_of_step[np.minimum(heard.stop, heard.steps) - 1]
    for ahead in range(int((last - first).max(initial=0)) + 1):
        reached = first + ahead <= last
        np.minimum.at(lowest, (first + ahead)[reached], heard.pitch[reached])
    return lowest
