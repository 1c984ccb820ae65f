"""What jurors have said as a table of marks, and how far they agree, as JSON holds it. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

import numpy as np

from chartbusters.ranking.agreement import Agreement
from chartbusters.ranking.jury import JuryMarks


class Agreed(TypedDict):
    """Krippendorff's alpha with its 95 % interval, and from how many entries it comes."""

    alpha: float
    low: float | None
    high: float | None
    units: int


def marks_of(
    said: Iterable[tuple[int, Any, float]], entries: Sequence[Any]
) -> tuple[list[int], JuryMarks]:
    """Numbers of the jurors who said something of these entries, and their marks, jurors and
    entries by their places in the lists."""
    place = {entry: index for index, entry in enumerate(entries)}
    told = sorted(one for one in said if one[1] in place)
    numbers = sorted({one[0] for one in told})
    row = {number: index for index, number in enumerate(numbers)}
    marks = JuryMarks(
        entries=len(place),
        jurors=len(row),
        entry=np.array([place[entry] for _, entry, _ in told], np.int64),
        juror=np.array([row[number] for number, _, _ in told], np.int64),
        mark=np.array([mean for _, _, mean in told], np.float64),
    )
    return numbers, marks


def agreed(told: Agreement) -> Agreed | None:
    """None where it cannot be told: nothing was judged twice, or all marks are the same."""
    if not told.known:
        return None
    return Agreed(alpha=told.alpha, low=_known(told.low), high=_known(told.high), units=told.units)


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
