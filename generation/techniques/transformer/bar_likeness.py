"""How alike the bars of a passage are: where the other tracks repeat, an added one may too; what
the bars around a gap repeat, the gap may too."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generation.codecs.score import STEPS, Beats
from generation.techniques.transformer.windows import bar_line

LAGS = (-8, -4, -2, -1, 1, 2, 4, 8)  # bars from here to one that may be like this one
# How alike such bars are in real music, and the pairs of bars that this counts for where few are
# known
USUAL = np.array([0.6, 0.6, 0.55, 0.5, 0.5, 0.55, 0.6, 0.6])
PAIRS = 2
Floats = NDArray[np.float64]


def list_lines(beats: Beats, first: int, end: int) -> list[int]:
    """Bar lines from one on, to the first that is not before `end`."""
    lines = [first]
    while lines[-1] < end:
        bar = int(beats.place(np.array([lines[-1]]))[3][0])
        lines.append(bar_line(beats, lines[-1] + bar))
    return lines


def fold_bars(sounding: NDArray[np.bool_], lines: Sequence[int]) -> list[Floats]:
    """Of each bar how long each pitch class sounds in each of its eighths; `sounding` (steps, 12)
    begins at the first line."""
    edges = [line - lines[0] for line in lines]
    return [fold_eighths(sounding[start:stop]) for start, stop in pairwise(edges)]


def fold_eighths(sounding: NDArray[np.bool_]) -> Floats:
    eighths = np.arange(0, len(sounding), STEPS // 2)
    return np.add.reduceat(sounding.astype(float), eighths, axis=0).ravel()


def compare_bars(bars: Sequence[Floats]) -> Floats:
    """(lags, bars) cosine of each bar and that at each lag; where one of them is not known, what is
    to be expected from those that are."""
    found = np.array([compare_at(bars, lag) for lag in LAGS])
    known = ~np.isnan(found)
    expected = (np.where(known, found, 0).sum(1) + PAIRS * USUAL) / (known.sum(1) + PAIRS)
    return np.where(known, found, expected[:, None])


def compare_at(bars: Sequence[Floats], lag: int) -> list[float]:
    return [compare(bars, at, at + lag) for at in range(len(bars))]


def compare(bars: Sequence[Floats], one: int, other: int) -> float:
    """NaN where one of the two is silent, of another length, or not there."""
    if not 0 <= other < len(bars) or len(bars[one]) != len(bars[other]):
        return np.nan
    scale = float(np.sqrt((bars[one] ** 2).sum() * (bars[other] ** 2).sum()))
    return float((bars[one] * bars[other]).sum()) / scale if scale else np.nan
