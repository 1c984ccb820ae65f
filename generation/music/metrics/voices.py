"""How voices move against each other: parallels at every move, leaps, crossings.

Voices are the highest notes of each pitched track; of a single track its highest and lowest notes.
Doubling in octaves, common in bands, counts as parallels: compare with music of the same kind.
"""

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import START, STOP, TRACK, Ints, View

FIFTH, OCTAVE = 7, 0  # semitones, octaves folded
LEAP = 7  # what is wider than a fifth
MOST = 16  # voices that are compared, those that sound longest: a cost of their square
Moves = tuple[Ints, Ints]


def parallel_fifths(view: View) -> float | None:
    """Of the moves of two voices that both change pitch in the same direction, those from one fifth
    to another, per 100: at every step of the grid at which anything moves."""
    return _parallels(view, FIFTH)


def parallel_octaves(view: View) -> float | None:
    """As `parallel_fifths`, from one unison or octave to another."""
    return _parallels(view, OCTAVE)


def leap_share(view: View) -> float | None:
    """Share of the moves of each voice to another pitch that are wider than a fifth."""
    if not len(view.notes):
        return None
    before, after = view.once(_moves)
    sizes = np.abs(after - before)[(before >= 0) & (after >= 0)]
    return float((sizes > LEAP).sum() / (sizes > 0).sum()) if sizes.any() else None


def voice_crossings(view: View) -> float | None:
    """Share of the time of every two voices in which the one that lies lower on average sounds
    above the other."""
    if not len(view.notes):
        return None
    lines = view.once(_trace_voices)
    sounding = lines >= 0
    means = np.where(sounding, lines, 0).sum(axis=1) / np.maximum(1, sounding.sum(axis=1))
    low, high = np.triu_indices(len(lines), 1)
    both = sounding[low] & sounding[high]
    upward = np.sign(means[high] - means[low])[:, None]
    crossed = both & (np.sign(lines[high] - lines[low]) * upward < 0)
    return float(crossed.sum() / both.sum()) if both.any() else None


def _parallels(view: View, interval: int) -> float | None:
    if not len(view.notes):
        return None
    before, after = view.once(_moves)
    low, high = np.triu_indices(len(before), 1)
    step = np.where((before >= 0) & (after >= 0), np.sign(after - before), 0)
    alike = (step[low] == step[high]) & (step[low] != 0)
    was, now = (np.abs(row[high] - row[low]) % 12 for row in (before, after))
    found = alike & (was == interval) & (now == interval)
    return float(100 * found.sum() / alike.sum()) if alike.any() else None


def _moves(view: View) -> Moves:
    """Pitches of each voice before and after every step at which any voice moves (voices, moves); a
    voice that rests keeps its last pitch, -1 before its first."""
    lines = view.once(_trace_voices)
    last = np.maximum.accumulate(np.where(lines >= 0, np.arange(lines.shape[1]), 0), axis=1)
    held = np.take_along_axis(lines, last, axis=1)
    moved = np.flatnonzero((np.diff(held, axis=1) != 0).any(axis=0))
    return held[:, moved], held[:, moved + 1]


def _trace_voices(view: View) -> Ints:
    """Pitch of each voice in each step (voices, steps), -1 where it rests."""
    tracks = np.unique(view.notes[:, TRACK])
    if len(tracks) == 1:
        return np.stack([_find_highest(view.roll), _find_lowest(view.roll)])
    parts = [view.notes[view.notes[:, TRACK] == track] for track in tracks]
    longest = sorted(parts, key=_weigh)[-MOST:]
    return np.stack([_find_highest(view.holding(part).roll) for part in longest])


def _weigh(rows: Ints) -> tuple[int, bytes]:
    """How long a part sounds; parts that are alike in that are told apart by when they do."""
    spans = rows[:, [START, STOP]] - rows[:, [START]].min()
    return int((rows[:, STOP] - rows[:, START]).sum()), spans.tobytes()


def _find_highest(roll: NDArray[np.bool_]) -> Ints:
    return np.where(roll.any(axis=1), 127 - roll[:, ::-1].argmax(axis=1), -1)


def _find_lowest(roll: NDArray[np.bool_]) -> Ints:
    return np.where(roll.any(axis=1), roll.argmax(axis=1), -1)
