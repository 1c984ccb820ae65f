"""The passage that two lines share when one is moved in time, tempo and key onto the other."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
MISS = 4.0  # bits that a note takes which stands in one of both lines only
NEAR = 0.26  # of the usual time between two onsets: notes so near stand at the same place


class Placing(NamedTuple):
    """How the time of one line is laid on that of another: `scale` x onset + `offset`; and how
    many semitones, octaves apart, it is moved."""

    scale: float
    offset: float
    semitones: int


class Passage(NamedTuple):
    """What two lines share: notes from `first` to `last` of the one and of the other, `same` of
    them at the same place in the same key, and how many bits that is worth."""

    bits: float
    first: int
    last: int
    other_first: int
    other_last: int
    same: int

    @property
    def share(self) -> float:
        """The cardinality score of Yin et al. 2022: same notes of those of the longer side."""
        longer = max(self.last - self.first, self.other_last - self.other_first) + 1
        return self.same / longer


NOTHING = Passage(0.0, 0, 0, 0, 0, 0)


def align_lines(
    mine: tuple[Real, Whole, Real], other: tuple[Real, Whole], placing: Placing
) -> Passage:
    """The best passage of two lines (onsets, pitches, bits of mine), when mine is laid so."""
    onsets, pitches, bits = mine
    laid: Real = onsets * placing.scale + placing.offset
    inside = slice(*np.searchsorted(other[0], [laid[0] - 1, laid[-1] + 2]))
    times, heights = other[0][inside], other[1][inside]
    if len(times) < 2:
        return NOTHING
    found = _match(laid, pitches + placing.semitones, times, heights)
    matched = found >= 0
    unmet = np.ones(len(times), bool)
    unmet[found[matched]] = False
    gains = np.concatenate([np.where(matched, bits, -MISS), np.full(int(unmet.sum()), -MISS)])
    order = np.argsort(np.concatenate([laid, times[unmet]]), kind="stable")
    first, last, worth = _best_run(gains[order])
    chosen = order[first : last + 1]
    chosen = np.sort(chosen[chosen < len(laid)])
    chosen = chosen[matched[chosen]]
    if not len(chosen):
        return NOTHING
    ends = found[chosen[[0, -1]]] + inside.start
    return Passage(worth, int(chosen[0]), int(chosen[-1]), int(ends[0]), int(ends[1]), len(chosen))


def _match(laid: Real, pitches: Whole, times: Real, heights: Whole) -> Whole:
    """For each note the place of its match, or -1: the nearer of the two around it that has its
    pitch, in whatever octave."""
    usual = float(np.median(np.diff(laid))) if len(laid) > 1 else 1.0
    after = np.searchsorted(times, laid).clip(1, len(times) - 1)
    found = np.full(len(laid), -1, np.int64)
    for place in (after - 1, after):
        near = np.abs(times[place] - laid) <= NEAR * usual
        fits = near & ((heights[place] - pitches) % 12 == 0)
        found[fits] = place[fits]
    return found


def _best_run(gains: Real) -> tuple[int, int, float]:
    """The run of the greatest sum: first, last, sum (Kadane's)."""
    sums = np.concatenate([[0.0], np.cumsum(gains)])
    lowest = np.minimum.accumulate(sums)
    last = int(np.argmax(sums - lowest))
    first = int(np.argmin(sums[: last + 1]))
    return first, last - 1, float(sums[last] - sums[first])
