"""What a melody tells note by note: when the next one comes, whether it rests, where in the bar it
begins, how it moves in its key. Whole numbers, so that the studio's page reads the same.

How high it lies, how fast it is played and how short its notes are cut tell nothing: a melody an
octave lower is the same melody, and notes played by hand are cut as they come.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.meter import STEPS_PER_BEAT
from generation.codecs.monophonic import REST, Line, decode_cells, mark_changes
from generation.harmony.evidence import Ints
from generation.harmony.keys import find_melody_key

# From so many steps on: classes of the time between two onsets, coarser ones, and those of rests.
WAITS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 17, 32)
PACES = (1, 2, 3, 5, 9)
RESTS = (2, 4, 8)
MOVES = (1, 3, 6)  # semitones of a step, a skip, a leap
WIDEST = 13  # semitones; wider intervals are as wide
KINDS = 7  # of moves: a repeated note, three up, three down
BARS = (16, 12)  # steps of the bars that are told apart from all others
QUARTERS = 4  # places of a bar in beats; later ones are the last

# (contexts, outcomes) of each table.
SHAPES = {
    "wait": (STEPS_PER_BEAT * (len(PACES) + 1), len(WAITS)),
    "rest": (len(WAITS), len(RESTS) + 1),
    "interval": (2 * 12, 2 * WIDEST + 1),
    "turn": (KINDS + 1, KINDS),
    "place": ((len(BARS) + 1) * STEPS_PER_BEAT, QUARTERS),
    "meter": (1, len(BARS) + 1),
}
Facts = dict[str, Ints]  # (N, 2) of each table: context and outcome


class Tune(NamedTuple):
    """A melody on steps of its bars."""

    line: Line
    position: NDArray[np.integer]  # (T,) steps since the bar line; -1 where bars are unknown
    length: NDArray[np.integer]  # (T,) steps of the bar


def lay_tune(line: Line, grid: Grid) -> Tune:
    return Tune(line, grid.position, grid.length)


def count_notes(tune: Tune) -> int:
    """As many as `decode_cells` finds."""
    state, change = tune.line
    return int(np.count_nonzero((change | mark_changes(state)) & (state != REST)))


def gather_facts(tune: Tune) -> Facts:
    """Of at least one note."""
    rows = np.array(decode_cells(tune.line))
    start, stop, pitch = rows.T
    return {
        **tell_times(tune, start, stop),
        **tell_moves(tune.line, pitch),
        **tell_bars(tune, start),
    }


def tell_times(tune: Tune, start: Ints, stop: Ints) -> Facts:
    """When the next note comes, by the step of the beat and by how long this one was waited for;
    how much of that is rest, by how long it is."""
    wait = np.diff(start)
    before = np.concatenate([[0], find_class(wait, PACES)])[:-1]
    beat = find_beats(tune, start)[:-1]
    rest = wait - (stop - start)[:-1]
    # Less than half of the way to the next note is how it is played, and no rest.
    rested = np.where(2 * rest < wait, 0, find_class(rest, RESTS))
    waited = find_class(wait, WAITS) - 1
    return {
        "wait": pair((len(PACES) + 1) * beat + before, waited),
        "rest": pair(waited, rested),
    }


def tell_moves(line: Line, pitch: Ints) -> Facts:
    """The interval to each note, by the degree that it leaves; its direction and width, by those of
    the one before."""
    key, move = find_melody_key(line), np.diff(pitch)
    degree = (pitch[:-1] - key.tonic) % 12 + 12 * (key.mode == "minor")
    kind = find_class(np.abs(move), MOVES) + len(MOVES) * (move < 0)
    before = np.concatenate([[0], 1 + kind])[:-1]
    return {
        "interval": pair(degree, np.clip(move, -WIDEST, WIDEST) + WIDEST),
        "turn": pair(before, kind),
    }


def tell_bars(tune: Tune, start: Ints) -> Facts:
    """In which beat of the bar each note begins, and the bar; nothing where bars are unknown."""
    known = start[tune.position[start] >= 0]
    bar = find_bars(tune.length[known])
    beat, place = find_beats(tune, known), tune.position[known] // STEPS_PER_BEAT
    return {
        "place": pair(STEPS_PER_BEAT * bar + beat, np.minimum(place, QUARTERS - 1)),
        "meter": pair(0 * bar[:1], bar[:1]),
    }


def find_bars(length: NDArray[np.integer]) -> Ints:
    """The place in `BARS`; beyond them of others."""
    kinds = [np.where(length == steps, at, len(BARS)) for at, steps in enumerate(BARS)]
    return np.min(kinds, 0).astype(np.int64)


def find_beats(tune: Tune, start: Ints) -> Ints:
    """The step of the beat; counted from the first step where bars are unknown."""
    position = tune.position[start].astype(np.int64)
    return np.where(position >= 0, position, start) % STEPS_PER_BEAT


def find_class(values: Ints, bounds: Sequence[int]) -> Ints:
    """How many of the bounds each value reaches."""
    return np.searchsorted(bounds, values, side="right").astype(np.int64)


def pair(context: Ints, outcome: Ints) -> Ints:
    return np.stack([context, outcome], 1).astype(np.int64)
