"""A report as a shape: its groups around a circle, or as strips where they are few, before the
cloud of real music."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import NamedTuple

from scoring.metrics import GROUPS as GROUPS_OF_METRICS
from scoring.models import ScoreReport
from scoring.order.families import QUESTIONS
from scoring.order.verdict import GROUPS as ORDER_GROUPS
from scoring.scale import WIDTH, Cloud, cloud_of

FEWEST_AXES = 5  # below that a polygon says less than strips
X, Y, RADIUS = 160.0, 120.0, 88.0  # of the drawing, in its own units
GROUPS = (*ORDER_GROUPS, *GROUPS_OF_METRICS)  # the latter of reports of version 1
AWAY = 14.0  # from the end of an axis to its name
RINGS = (25, 50, 75, 100)


class Axis(NamedTuple):
    """Ends in a drawing, and where its name stands."""

    name: str
    x: float
    y: float
    name_x: float
    name_y: float
    anchor: str


class Row(NamedTuple):
    """A group: the scores of the pieces, and their places along a strip; None where a piece has
    none."""

    name: str
    scores: list[float | None]
    places: list[float | None]

    @property
    def question(self) -> str:
        """What the group asks of a piece; nothing for groups of version 1."""
        return QUESTIONS.get(self.name, "")

    @property
    def difference(self) -> float | None:
        """How much higher the second piece is."""
        if len(self.scores) != 2 or None in self.scores:
            return None
        first, second = (score for score in self.scores if score is not None)
        return second - first


class Shape(NamedTuple):
    """All that is drawn. `axes` is empty where there are strips; polygons are written as SVG has
    points."""

    rows: list[Row]
    axes: list[Axis]
    rings: list[str]
    outlines: list[str]
    cloud: Cloud | None
    cloud_path: str
    middle: str
    band: Cloud | None  # places along a strip


def shape_of(reports: Sequence[ScoreReport]) -> Shape:
    """One report, or two of the same scale, as a shape; groups in the order of the registry."""
    names = sorted(set().union(*(report.groups for report in reports)), key=_order)
    rows = [_row(name, reports) for name in names]
    cloud = cloud_of(reports[0].version) if len({one.version for one in reports}) == 1 else None
    band = Cloud(*(_along(score) for score in cloud)) if cloud else None
    if len(names) < FEWEST_AXES:
        return Shape(rows, [], [], [], cloud, "", "", band)
    count = len(names)
    inside, outside = (cloud.low, cloud.high) if cloud else (0, 0)
    return Shape(
        rows=rows,
        axes=[_axis(name, place, count) for place, name in enumerate(names)],
        rings=[_polygon([score] * count) for score in RINGS],
        outlines=[_outline(report, names) for report in reports],
        cloud=cloud,
        cloud_path=_ring(outside, inside, count) if cloud else "",
        middle=_polygon([cloud.middle] * count) if cloud else "",
        band=band,
    )


def _order(name: str) -> tuple[int, str]:
    return (GROUPS.index(name) if name in GROUPS else len(GROUPS)), name


def _row(name: str, reports: Sequence[ScoreReport]) -> Row:
    scores = [report.groups.get(name) for report in reports]
    return Row(name, scores, [None if score is None else _along(score) for score in scores])


def _along(score: float) -> float:
    return round(WIDTH * min(max(score, 0), 100) / 100, 1)


def _at(score: float, place: int, count: int, away: float = 0) -> tuple[float, float]:
    turn, reach = 2 * pi * place / count, RADIUS * min(max(score, 0), 100) / 100 + away
    return round(X + reach * sin(turn), 1), round(Y - reach * cos(turn), 1)


def _axis(name: str, place: int, count: int) -> Axis:
    x, y = _at(100, place, count)
    name_x, name_y = _at(100, place, count, AWAY)
    side = name_x - X
    anchor = "middle" if abs(side) < AWAY / 2 else "start" if side > 0 else "end"
    return Axis(name, x, y, name_x, name_y + 4, anchor)


def _outline(report: ScoreReport, names: Sequence[str]) -> str:
    return _polygon([report.groups.get(name, 0) for name in names])


def _polygon(scores: Sequence[float]) -> str:
    points = (_at(score, place, len(scores)) for place, score in enumerate(scores))
    return " ".join(f"{x},{y}" for x, y in points)


def _ring(outside: float, inside: float, count: int) -> str:
    """A path that leaves out its middle, drawn with `fill-rule: evenodd`."""
    edges = (_polygon([score] * count) for score in (outside, inside))
    return " ".join(f"M {edge.replace(' ', ' L ')} Z" for edge in edges)
