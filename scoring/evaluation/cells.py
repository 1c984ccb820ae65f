"""The figures of one genre: areas by spoiling, the largest change by neutral change, the spread
over seeds, and where real music lies."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from scoring.evaluation.areas import Area, Scored, measure_area
from scoring.evaluation.measuring import Measured
from scoring.spoiling import SPOILINGS

GOAL = 0.95


@dataclass(frozen=True)
class Figures:
    """What was found in one genre. `quartiles` are of the scores of real music; `moved` holds for
    each neutral change the largest difference it made; `spread` the mean standard deviation of a
    piece's score over seeds, and `widest` the largest."""

    genre: str
    pieces: int
    works: int
    quartiles: tuple[float, float, float]
    areas: dict[str, Area]
    moved: dict[str, float]
    spread: float | None
    widest: float | None
    unscored: int = 0
    weak: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        areas = {name: area._asdict() for name, area in self.areas.items()}
        return {**asdict(self), "areas": areas, "quartiles": list(self.quartiles)}


def make_figures(genre: str, measured: Sequence[Measured], seed: int = 0) -> Figures:
    """The figures of a genre from its pieces, of which there is one at least."""
    real = [Scored(row.work, row.real) for row in measured]
    scores = [row.real for row in measured if row.real is not None]
    areas = {name: area for name in SPOILINGS if (area := _area(name, real, measured, seed))}
    low, middle, high = np.quantile(scores, [0.25, 0.5, 0.75]) if scores else [float("nan")] * 3
    deviations = [spread for row in measured if (spread := _spread(row)) is not None]
    return Figures(
        genre,
        len(measured),
        len({row.work for row in measured}),
        (round(float(low), 1), round(float(middle), 1), round(float(high), 1)),
        areas,
        _moved(measured),
        float(np.mean(deviations)) if deviations else None,
        max(deviations, default=None),
        len(measured) - len(scores),
        [name for name, area in areas.items() if area.auc < GOAL],
    )


def _spread(row: Measured) -> float | None:
    """The standard deviation over seeds, if every seed gave the piece a score."""
    scores = [score for score in row.drawn if score is not None]
    return float(np.std(scores)) if scores and len(scores) == len(row.drawn) else None


def _area(
    name: str, real: Sequence[Scored], measured: Sequence[Measured], seed: int
) -> Area | None:
    spoilt = [Scored(row.work, row.spoilt[name]) for row in measured if name in row.spoilt]
    return measure_area(real, spoilt, seed)


def _moved(measured: Sequence[Measured]) -> dict[str, float]:
    """The largest change of a score by each neutral change; a score that is lost or won counts
    100."""
    moved: dict[str, float] = {}
    for row in measured:
        for name, score in row.neutral.items():
            moved[name] = max(moved.get(name, 0.0), _difference(row.real, score))
    return {name: round(change, 2) for name, change in moved.items()}


def _difference(one: float | None, other: float | None) -> float:
    if one is None or other is None:
        return 0.0 if one is other else 100.0
    return abs(one - other)
