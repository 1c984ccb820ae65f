"""How a harmonised melody ends: on the tonic triad, and over the dominant where the melody comes
home from its notes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import LOWEST, REST, STATES, VOICES
from generation.music.theory import KEYS, fit_keys
from generation.techniques.arcnn.voice_moves import BASS

# What a key gains by its place for the last note, beside the correlation. Chosen on the 229
# training chorales: of their last bass notes 96 % are told by the melody so, 68 % by the key alone.
LAST = {"major": {0: 0.3, 4: 0.1, 7: 0.0}, "minor": {0: 0.3, 3: 0.1, 7: 0.0}}
OUTSIDE = -1.0  # the last note lies outside of the tonic triad
TONIC, DOMINANT = (0, 3, 4, 7), (7, 11, 2, 5)  # semitones above the tonic, of either mode
ROOTS = (0, 7)
LEADING = (2, 7, 11)  # notes from which a melody comes home over the dominant
HOME, BEFORE = 6.0, 3.0  # nats that notes of the last chord gain, and of the one before
BAR, BEAT = 16, 4


class Ending(NamedTuple):
    """Steps of a melody's end."""

    approach: int  # where the dominant begins; `start` if there is none
    start: int  # where the last chord begins
    stop: int
    tonic: int  # pitch class


def find_ending(soprano: NDArray[np.uint8]) -> Ending:
    """The end of a melody (T,) of states, which sings; a last note of more than a bar comes to rest
    in its last bar."""
    stop = int(np.flatnonzero(soprano != REST)[-1]) + 1
    line = np.where(soprano == REST, -1, soprano.astype(int) - 1 + LOWEST)[:stop]
    tonic = find_tonic(line[line >= 0] % 12)
    changes = [0, *(np.flatnonzero(line[1:] != line[:-1]) + 1).tolist()]
    start = max(changes[-1], stop - BAR)
    leads = start == changes[-1] > 0 and line[start - 1] >= 0
    if not leads or (line[start - 1] - tonic) % 12 not in LEADING:
        return Ending(start, start, stop, tonic)
    return Ending(max(changes[-2], start - BEAT), start, stop, tonic)


def find_tonic(classes: NDArray[np.integer]) -> int:
    """The tonic of a melody's pitch classes, one a step; the last says most."""
    last, counts = int(classes[-1]), np.bincount(classes, minlength=12).astype(float)
    if np.ptp(counts) == 0:
        return last
    gains = [LAST[mode].get((last - tonic) % 12, OUTSIDE) for tonic, mode in KEYS]
    tonic, _ = KEYS[int(np.argmax(fit_keys(counts).round(9) + gains))]
    return tonic


def lead_home(ending: Ending, steps: int) -> NDArray[np.float64]:
    """(V, T, S) nats that the notes of the last two chords gain, their roots in the bass."""
    gains = np.zeros((len(VOICES), steps, STATES))
    for chord, root, start, stop, nats in (
        (DOMINANT, ROOTS[1], ending.approach, ending.start, BEFORE),
        (TONIC, ROOTS[0], ending.start, ending.stop, HOME),
    ):
        gains[:, start:stop] = nats * mark_classes(ending.tonic, chord)
        gains[BASS, start:stop] = nats * mark_classes(ending.tonic, (root,))
    return gains


def mark_classes(tonic: int, above: tuple[int, ...]) -> NDArray[np.bool_]:
    """(S,) the states that sing these notes above the tonic."""
    pitch = np.arange(STATES) - 1 + LOWEST
    return np.isin((pitch - tonic) % 12, above) & (np.arange(STATES) != REST)
