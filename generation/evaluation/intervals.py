"""How sure a figure is: intervals by drawing songs anew (the bootstrap), errors of paired
differences.

Songs are drawn, not windows: windows of one song are alike, and would pass for more than they are.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DRAWS = 1000
OUTER = (2.5, 97.5)  # percentiles: an interval of 95 %


class Estimate(NamedTuple):
    """A figure with its interval of 95 %."""

    value: float
    low: float
    high: float


def estimate(
    measure: Callable[[Ints], float], songs: Ints, seed: int = 1, draws: int = DRAWS
) -> Estimate:
    """`measure` of some rows, on all of them and on songs drawn anew; `songs` says whose each row
    is."""
    every = [np.flatnonzero(songs == song) for song in np.unique(songs)]
    random = np.random.default_rng(seed)
    drawn = [measure(draw_rows(every, random)) for _ in range(draws)]
    low, high = np.percentile(drawn, OUTER)
    return Estimate(measure(np.arange(len(songs))), float(low), float(high))


def draw_rows(every: Sequence[Ints], random: np.random.Generator) -> Ints:
    """The rows of as many songs as there are, each drawn among all."""
    return np.concatenate([every[pick] for pick in random.integers(len(every), size=len(every))])


def estimate_mean(values: Floats, songs: Ints) -> Estimate | None:
    """The mean of what is defined (not NaN); None where nothing is."""
    there = ~np.isnan(values)
    if not there.any():
        return None
    known = values[there]
    return estimate(lambda rows: float(known[rows].mean()), songs[there])


class Difference(NamedTuple):
    """A paired difference and its standard error."""

    mean: float
    error: float


def compare_pairs(made: Floats, real: Floats) -> Difference | None:
    """The mean of `made - real` over the pairs in which both are defined; None for fewer than
    two."""
    differences = (made - real)[~np.isnan(made - real)]
    if len(differences) < 2:
        return None
    error = differences.std(ddof=1) / np.sqrt(len(differences))
    return Difference(float(differences.mean()), float(error))
