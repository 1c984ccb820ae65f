"""One line of a part: its highest or lowest notes, one at a time, and how they move."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.music.metrics.view import PITCH, START, STEPS_PER_BEAT, STOP, Ints, View

STEP, FIFTH = 2, 7  # semitones


class Line(NamedTuple):
    """Notes in order: first steps, steps after the last, pitches, places in the bar."""

    start: Ints
    stop: Ints
    pitch: Ints
    place: Ints


def trace_line(view: View, *, lowest: bool = False) -> Line:
    """The highest (or lowest) of the notes that begin together, in time."""
    rows = view.notes
    order = np.lexsort((rows[:, PITCH] if lowest else -rows[:, PITCH], rows[:, START]))
    rows = rows[order]
    first = np.append(True, np.diff(rows[:, START]) > 0)[: len(rows)]
    rows = rows[first]
    return Line(rows[:, START], rows[:, STOP], rows[:, PITCH], view.places_of(rows))


def share(flags: NDArray[np.bool_]) -> float | None:
    """Share of what is true; None of nothing."""
    return float(flags.mean()) if len(flags) else None


def average(values: NDArray) -> float | None:
    return float(values.mean()) if len(values) else None


def on_beats(line: Line) -> float | None:
    """Share of the notes that begin on a quarter of the bar."""
    return share(line.place % STEPS_PER_BEAT == 0)


def on_odd_sixteenths(line: Line) -> float | None:
    return share(line.place % 2 == 1)


def repeats(line: Line) -> float | None:
    """Share of the moves to the same pitch."""
    return share(np.diff(line.pitch) == 0)


def steps(line: Line) -> float | None:
    """Share of the moves by a semitone or a tone."""
    moved = np.abs(np.diff(line.pitch))
    return share((moved > 0) & (moved <= STEP))


def leaps(line: Line) -> float | None:
    """Share of the moves by more than a fifth."""
    return share(np.abs(np.diff(line.pitch)) > FIFTH)


def odd_leaps(line: Line) -> float | None:
    """Share of the moves by a tritone or a seventh, which a singer avoids."""
    return share(np.isin(np.abs(np.diff(line.pitch)), (6, 10, 11)))


def longest_pitch(line: Line) -> float | None:
    """Steps for which the line stays on one pitch at most, rests between its notes included."""
    if not len(line.pitch):
        return None
    fresh = np.flatnonzero(np.append(True, np.diff(line.pitch) != 0))
    last = np.append(fresh[1:], len(line.pitch)) - 1
    return float((line.stop[last] - line.start[fresh]).max())


def mean_length(line: Line) -> float | None:
    """Steps of a note."""
    return average(line.stop - line.start)


def mean_pitch(line: Line) -> float | None:
    return average(line.pitch)
