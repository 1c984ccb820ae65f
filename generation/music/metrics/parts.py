"""Who plays what, found from the notes alone: the melody, what accompanies it, the outer lines."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import (
    LENGTH,
    ONSET,
    PITCH,
    START,
    STOP,
    TRACK,
    Ints,
    View,
)

SLUR = 0.9  # of a note's length: what overlaps it by less than the rest is no chord


class Parts(NamedTuple):
    """A melody and all other pitched notes, between the bar lines of both."""

    melody: View
    band: View


def split_parts(view: View) -> Parts | None:
    """The track most like a tune and all others; of a single track its highest notes and all
    others. None where either would be empty.

    Names and instruments are not looked at, so that what a file calls its tracks, and their order,
    change nothing.
    """
    tracks = np.unique(view.notes[:, TRACK])
    if len(tracks) > 1:
        tune = view.notes[:, TRACK] == max(tracks, key=lambda track: _tunefulness(view, track))
    else:
        tune = mark_skyline(view.notes)
    if tune.all() or not tune.any():
        return None
    return Parts(view.holding(view.notes[tune]), view.holding(view.notes[~tune]))


def mark_skyline(rows: Ints) -> NDArray[np.bool_]:
    """Which notes are the highest of those that begin in the same step (Uitdenbogerd and Zobel
    1999); of equals the longest, and of those one."""
    order = np.lexsort((rows[:, ONSET], -rows[:, LENGTH], -rows[:, PITCH], rows[:, START]))
    first = np.append(True, np.diff(rows[order, START]) > 0)[: len(rows)]
    marks = np.zeros(len(rows), bool)
    marks[order[first]] = True
    return marks


def trace_skyline(view: View) -> Ints:
    """The highest notes in time: rows of the view."""
    rows = view.notes[mark_skyline(view.notes)]
    line: Ints = rows[np.argsort(rows[:, START], kind="stable")]
    return line


def trace_bass(view: View) -> Ints:
    """The notes below which nothing sounds when they begin, one a step, in time: rows of the
    view."""
    lowest = view.roll.argmax(axis=1)
    rows = view.notes[
        view.notes[:, PITCH] == lowest[np.minimum(view.notes[:, START], view.steps - 1)]
    ]
    order = np.lexsort((-rows[:, STOP], rows[:, START]))
    first = np.append(True, np.diff(rows[order, START]) > 0)[: len(rows)]
    line: Ints = rows[order[first]]
    return line


def _tunefulness(view: View, track: int) -> tuple[float, bytes]:
    """How like a tune a track is: one voice at a time, high among the others, and busy. Tracks that
    are alike in all three are told apart by their notes."""
    rows = view.notes[view.notes[:, TRACK] == track]
    height = (np.median(rows[:, PITCH]) - view.pitch.min()) / max(1, np.ptp(view.pitch))
    busy = min(1.0, 4 * len(rows) / len(view.notes))
    first = [view.notes[:, ONSET].min(), 0, view.pitch.min()]
    content = (rows[:, [ONSET, LENGTH, PITCH]] - first).tobytes()
    return 2 * _single_share(rows) + float(height) + busy, content


def _single_share(rows: Ints) -> float:
    """Share of a track's notes that begin when no other of its notes sounds."""
    onset = rows[:, ONSET]
    sounding = np.maximum.accumulate(onset + SLUR * rows[:, LENGTH])
    alone = (onset[1:] >= sounding[:-1]) & (onset[1:] > onset[:-1])
    return float(1 + alone.sum()) / len(rows)
