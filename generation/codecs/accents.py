"""How loud notes are by their place in the bar."""

import numpy as np
from numpy.typing import NDArray

from generation.codecs.grid import Grid
from generation.codecs.meter import STEPS_PER_BEAT

LINE, MIDDLE, BEAT, OFF_BEAT, BETWEEN = range(5)  # places: sixteenths between are the weakest
METER = np.array([9, 5, 2, -3, -7])  # of pitched instruments
# Of each drum of `DRUM_PITCHES`, beside its own mean: as `datasets/groove_levels.py` measures it.
DRUMS = np.array(
    [
        [9, 6, 8, -4, -10],
        [-21, -4, 28, -5, -15],
        [7, 3, 13, 1, -17],
        [-6, 5, 7, 3, -9],
        [-5, -3, 18, -5, -3],
        [0, 7, 18, -6, -8],
        [-4, 3, 25, 1, -4],
        [10, -1, 6, -10, -13],
        [9, 1, 16, -7, -12],
    ]
)


def find_places(grid: Grid) -> NDArray[np.int64]:
    """(T,) what kind of place each step is."""
    beat = grid.position % STEPS_PER_BEAT
    kinds = [grid.position == 0, 2 * grid.position == grid.length, beat == 0, beat == 2]
    return np.select(kinds, [LINE, MIDDLE, BEAT, OFF_BEAT], BETWEEN).astype(np.int64)


def measure_accents(grid: Grid) -> NDArray[np.int64]:
    """(T,) velocity added by the meter: most on the bar line, least between the beats."""
    return np.asarray(METER[find_places(grid)])


def measure_drum_accents(grid: Grid) -> NDArray[np.int64]:
    """(D, T) velocity that drummers add: a snare is struck hard on beats, and softly between."""
    return np.asarray(DRUMS[:, find_places(grid)])
