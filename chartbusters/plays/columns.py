"""Plays by day as a picture: places and heights for the template, worked out here."""

from collections.abc import Sequence
from typing import NamedTuple

from chartbusters.plays.selectors import Day

WIDTH, HEIGHT, FOOT, HEAD = 420, 180, 26, 24  # of the picture, and of the words in it
EVERY = 7  # days, of which one has its name below


class Column(NamedTuple):
    day: Day
    x: float
    width: float
    page_y: float
    page_height: float
    embed_y: float
    embed_height: float
    named: bool

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)


class Picture(NamedTuple):
    columns: list[Column]
    most: int
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - FOOT
    words: int = HEIGHT - 6
    top: int = HEAD


def columns_of(days: Sequence[Day]) -> Picture:
    """One column a day from left to right, plays on pages below those in other sites' players; the
    highest fills the height."""
    most = max((day.plays for day in days), default=0)
    step = WIDTH / max(1, len(days))
    columns = [_column(day, step * place, step, most) for place, day in enumerate(days)]
    named = [
        column._replace(named=(len(days) - 1 - place) % EVERY == 0)
        for place, column in enumerate(columns)
    ]
    return Picture(named, most)


def _column(day: Day, x: float, step: float, most: int) -> Column:
    unit = (HEIGHT - FOOT - HEAD) / max(1, most)
    page, embed = day.page * unit, day.embed * unit
    base = HEIGHT - FOOT
    return Column(
        day,
        x=round(x + step * 0.12, 2),
        width=round(step * 0.76, 2),
        page_y=round(base - page, 2),
        page_height=round(page, 2),
        embed_y=round(base - page - embed, 2),
        embed_height=round(embed, 2),
        named=False,
    )
