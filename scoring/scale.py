"""A reading as a picture: where the value stands beside the range of real music."""

from typing import NamedTuple

WIDTH = 120  # of the drawing, in its own units
MARGIN = 0.5  # of the range, shown on either side of it
DOT = 4  # radius: the dot stays inside the drawing


class Bar(NamedTuple):
    """Places along a drawing `WIDTH` wide: the range of real music, and the value, at the edge when
    far outside."""

    low: float
    high: float
    value: float


def bar_of(value: float, low: float, high: float) -> Bar:
    """Places of a value and of the range low to high; a range of one point is drawn as a narrow
    one."""
    span = max(high - low, abs(high) * 0.05, 1e-6)
    left, whole = low - MARGIN * span, (1 + 2 * MARGIN) * span

    def place(figure: float) -> float:
        return round(WIDTH * (figure - left) / whole, 1)

    return Bar(
        place(low), max(place(high), place(low) + 2), min(max(place(value), DOT), WIDTH - DOT)
    )


class Cloud(NamedTuple):
    """Where scores of real music lie: a tenth of it below `low`, half below `middle`, a tenth above
    `high`."""

    low: float
    middle: float
    high: float


CLOUD = Cloud(38, 75, 96)
UNPLACED = frozenset({"1"})  # versions whose scores say nothing of how many real pieces lie below


def cloud_of(version: str) -> Cloud | None:
    """Real music on the scale of a version's scores, whatever the genre and the group; None where
    that scale was not made by real music."""
    return None if version in UNPLACED else CLOUD
