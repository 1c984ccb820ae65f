"""How far people who judge the same things agree: Krippendorff's alpha, with gaps, and an interval
by the bootstrap."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Metric = Literal["nominal", "interval"]

SEED, SAMPLES = 14, 1000


@dataclass(frozen=True)
class Agreement:
    """1 is perfect, 0 is what chance would give, nan where it cannot be told: nothing was judged
    twice, or all marks are the same.

    `units` are the things that two people or more have judged; all others say nothing of agreement.
    """

    alpha: float
    low: float
    high: float
    units: int

    @property
    def known(self) -> bool:
        return bool(np.isfinite(self.alpha))


def agreement(marks: Floats, metric: Metric = "interval", *, seed: int = SEED) -> Agreement:
    """Of marks (people, units), nan where somebody has not judged. Units are drawn anew for the
    interval, as these are what a jury would judge next time."""
    counts, values = _counted(marks)
    draw = np.random.default_rng(seed)
    units = len(counts)
    if units == 0:
        return Agreement(np.nan, np.nan, np.nan, 0)
    drawn = np.array(
        [_alpha(counts[draw.integers(units, size=units)], values, metric) for _ in range(SAMPLES)]
    )
    drawn = drawn[np.isfinite(drawn)]
    bounds = np.quantile(drawn, [0.025, 0.975]) if len(drawn) else [np.nan, np.nan]
    return Agreement(_alpha(counts, values, metric), float(bounds[0]), float(bounds[1]), units)


def alpha(marks: Floats, metric: Metric = "interval") -> float:
    """Krippendorff's alpha (2011) of marks (people, units): 1 - disagreement seen / disagreement
    expected."""
    return _alpha(*_counted(marks), metric)


def _counted(marks: Floats) -> tuple[Floats, Floats]:
    """How often each value was given to each unit that was judged twice, (units, values); and the
    values."""
    given = ~np.isnan(marks)
    values, place = np.unique(marks[given], return_inverse=True)
    counts = np.zeros((marks.shape[1], len(values)))
    np.add.at(counts, (np.nonzero(given)[1], place), 1)
    return counts[counts.sum(axis=1) > 1], values


def _alpha(counts: Floats, values: Floats, metric: Metric) -> float:
    marks, total = counts.sum(axis=1), counts.sum()
    expected = _apart(counts.sum(axis=0, keepdims=True), values, metric)[0]
    if total < 2 or expected <= 0:
        return float("nan")
    seen = (_apart(counts, values, metric) / (marks - 1)).sum()
    return float(1 - (total - 1) * seen / expected)


def _apart(counts: Floats, values: Floats, metric: Metric) -> Floats:
    """How far apart all pairs of marks are, summed, in each row (rows,) of counts of values."""
    marks = counts.sum(axis=1)
    if metric == "nominal":
        return np.asarray(marks**2 - (counts**2).sum(axis=1))
    middle = values - values.mean() if len(values) else values
    return np.asarray(2 * (marks * (counts @ middle**2) - (counts @ middle) ** 2))
