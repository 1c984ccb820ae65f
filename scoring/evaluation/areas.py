"""The chance that real music scores above spoilt music, with an interval over works."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
RESAMPLES = 1000
LOWEST = -1.0  # of what gets no score


class Scored(NamedTuple):
    """A score, None where there is none, of a piece of a work."""

    work: str
    score: float | None


class Area(NamedTuple):
    """Area under the curve, 0 to 1, its 95 % interval, and how many were compared."""

    auc: float
    low: float
    high: float
    pieces: int
    works: int


def measure_area(real: Sequence[Scored], spoilt: Sequence[Scored], seed: int = 0) -> Area | None:
    """The chance that one of `real` scores above one of `spoilt`, a draw counting half.

    The interval is a percentile bootstrap over works (1,000 resamples), for pieces of a work are
    alike. None where nothing could be spoilt.
    """
    if not real or not spoilt:
        return None
    works = sorted({row.work for row in (*real, *spoilt)})
    won, pairs = _won_by_work(real, spoilt, works)
    random = np.random.default_rng(seed)
    times = random.multinomial(len(works), np.full(len(works), 1 / len(works)), RESAMPLES)
    drawn = times.astype(float)
    above = np.einsum("bi,ij,bj->b", drawn, won, drawn, optimize=True)
    of = np.einsum("bi,ij,bj->b", drawn, pairs, drawn, optimize=True)
    low, high = np.quantile((above / np.maximum(of, 1))[of > 0], [0.025, 0.975])
    spoilt_works = len({row.work for row in spoilt})
    return Area(float(won.sum() / pairs.sum()), float(low), float(high), len(spoilt), spoilt_works)


def _won_by_work(
    real: Sequence[Scored], spoilt: Sequence[Scored], works: Sequence[str]
) -> tuple[Floats, Floats]:
    """Comparisons won, and made, between real pieces of one work and spoilt ones of another."""
    ours, theirs = _values(real)[:, None], _values(spoilt)[None]
    wins = (ours > theirs) + (ours == theirs) / 2
    a, b = _belongs(real, works), _belongs(spoilt, works)
    return a.T @ wins @ b, a.T @ np.ones_like(wins) @ b


def _values(rows: Sequence[Scored]) -> Floats:
    return np.array([LOWEST if row.score is None else row.score for row in rows], float)


def _belongs(rows: Sequence[Scored], works: Sequence[str]) -> Floats:
    """(pieces, works): 1 where a piece is of a work."""
    place = {work: number for number, work in enumerate(works)}
    return np.eye(len(works))[[place[row.work] for row in rows]]
