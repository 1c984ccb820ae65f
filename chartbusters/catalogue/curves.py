"""How the losses of a run went, as its card tells: one line a figure, an epoch a point."""

from itertools import chain
from typing import Any, NamedTuple

from chartbusters.catalogue.figures import loss_of
from generation.catalogue import Card

WIDTH, HEIGHT, EDGE = 600, 200, 8
SHOWN = ("train", "valid")
NAMES = {"train": "on what it learns from", "valid": "on music kept aside"}
MOST = 2_000  # epochs


class Line(NamedTuple):
    name: str
    kind: str
    points: str  # as SVG has them
    first: float
    last: float


class Curve(NamedTuple):
    lines: list[Line]
    epochs: int
    best: float | None  # place of the best epoch
    best_number: int


def curve_of(card: Card) -> Curve | None:
    """Out of the card; None where it tells of less than two epochs to draw a line between."""
    told = list(card.training.get("epochs") or [])[:MOST]
    kept = {kind: _kept(told, kind) for kind in SHOWN}
    values = [value for value in chain.from_iterable(kept.values()) if value is not None]
    if len(told) < 2 or not values:
        return None
    low, high = min(values), max(values)
    lines = [_line(kind, row, low, high) for kind, row in kept.items()]
    number = card.training.get("best") or 0
    best = next((place for place, each in enumerate(told) if each.get("epoch") == number), None)
    at = None if best is None else _x(best, len(told))
    return Curve([line for line in lines if line.points], len(told), at, number)


def _kept(told: list[Any], kind: str) -> list[float | None]:
    return [loss_of(each, kind) for each in told]


def _line(kind: str, row: list[float | None], low: float, high: float) -> Line:
    known = [(place, value) for place, value in enumerate(row) if value is not None]
    points = [f"{_x(place, len(row))},{_y(value, low, high)}" for place, value in known]
    first, last = (known[0][1], known[-1][1]) if known else (0.0, 0.0)
    return Line(NAMES[kind], kind, " ".join(points), round(first, 3), round(last, 3))


def _x(place: int, of: int) -> float:
    return round(EDGE + place / max(1, of - 1) * (WIDTH - 2 * EDGE), 1)


def _y(value: float, low: float, high: float) -> float:
    return round(EDGE + (high - value) / ((high - low) or 1.0) * (HEIGHT - 2 * EDGE), 1)
