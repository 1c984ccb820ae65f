"""How sure a figure is: intervals by drawing songs anew (the bootstrap), errors of paired
differences.

Songs are drawn, not windows: windows of one song are alike, and would pass for more than they are.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DRAWS, SEED = 1000, 1
OUTER = (2.5, 97.5)  # percentiles: an interval of 95 %


class Estimate(NamedTuple):
    """A figure with its interval of 95 %."""

    value: float
    low: float
    high: float


def estimate(measure: Callable[[Floats], Floats], songs: int) -> Estimate:
    """`measure` says for weights of songs (D, S) what the figure is (D,): it is asked for one of
    each, and for songs drawn anew."""
    random = np.random.default_rng(SEED)
    drawn = random.multinomial(songs, np.full(songs, 1 / songs), DRAWS).astype(float)
    low, high = np.nanpercentile(measure(drawn), OUTER)
    return Estimate(float(measure(np.ones((1, songs)))[0]), float(low), float(high))


def add_songs(values: NDArray, songs: Ints) -> Floats:
    """(S, ...) sums over the rows of each song."""
    known, place = np.unique(songs, return_inverse=True)
    sums = np.zeros((len(known), *values.shape[1:]))
    np.add.at(sums, place, values)
    return sums


def estimate_mean(values: Floats, songs: Ints) -> Estimate | None:
    """The mean of what is defined (not NaN); None where nothing is."""
    there = ~np.isnan(values)
    if not there.any():
        return None
    sums, counts = add_songs(values[there], songs[there]), add_songs(there[there], songs[there])
    return estimate(lambda weights: (weights @ sums) / (weights @ counts), len(sums))


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
