"""What jurors have said as a table of marks, and how far they agree. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.agreement import agreement

Floats = NDArray[np.float64]


class Agreed(TypedDict):
    """Krippendorff's alpha with its 95 % interval, and from how many entries it comes."""

    alpha: float
    low: float | None
    high: float | None
    units: int


def table_of(
    said: Iterable[tuple[int, Any, float]], entries: Sequence[Any]
) -> tuple[list[int], Floats]:
    """Numbers of the jurors who said something of these entries, and their marks (jurors, entries),
    nan where they did not judge."""
    place = {entry: index for index, entry in enumerate(entries)}
    told = [one for one in said if one[1] in place]
    row = {number: index for index, number in enumerate(sorted({one[0] for one in told}))}
    marks = np.full((len(row), len(place)), np.nan)
    for number, entry, mean in told:
        marks[row[number], place[entry]] = mean
    return list(row), marks


def agreed(marks: Floats) -> Agreed | None:
    """None where it cannot be told: nothing was judged twice, or all marks are the same."""
    told = agreement(marks, "interval")
    if not told.known:
        return None
    return Agreed(alpha=told.alpha, low=_known(told.low), high=_known(told.high), units=told.units)


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
