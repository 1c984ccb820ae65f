"""Columns as a picture: places and heights for the template, worked out here."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

WIDTH, HEIGHT, FOOT, HEAD = 440, 170, 24, 24  # of the picture, and of the words in it
MOST_DAYS = 120
WORDS = 6  # names that fit below


class Column(NamedTuple):
    name: str
    number: int
    x: float
    y: float
    width: float
    height: float
    named: bool  # whether there is room for its name

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def above(self) -> float:
        return round(self.y - 5, 2)


class Plot(NamedTuple):
    title: str
    what: str  # one column's name, as the head of a table
    columns: list[Column]
    most: int
    total: int

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def base(self) -> int:
        return HEIGHT - FOOT


def plot_of(title: str, what: str, counts: Sequence[Sequence[Any]]) -> Plot:
    """One column a count, from left to right; the highest fills the height."""
    most = max((count for _, count in counts), default=0)
    step = WIDTH / max(1, len(counts))
    every = -(-len(counts) // WORDS)
    columns = [
        _column(str(name), int(count), place, step, most, place % max(1, every) == 0)
        for place, (name, count) in enumerate(counts)
    ]
    return Plot(title, what, columns, most, sum(column.number for column in columns))


def _column(name: str, count: int, place: int, step: float, most: int, named: bool) -> Column:
    height = round((HEIGHT - FOOT - HEAD) * count / most, 2) if most else 0.0
    gap = min(6.0, step / 4)
    x, width = round(place * step + gap / 2, 2), round(step - gap, 2)
    return Column(name, count, x, HEIGHT - FOOT - height, width, height, named)


def days_filled(counts: Sequence[Sequence[Any]]) -> list[tuple[str, int]]:
    """Days without anything stand between the others, or the picture would lie; of very many the
    last ones."""
    if not counts:
        return []
    known = {date.fromisoformat(day): count for day, count in counts}
    last = max(known)
    first = max(min(known), last - timedelta(days=MOST_DAYS - 1))
    days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
    return [(f"{day.day} {day:%b}", known.get(day, 0)) for day in days]
