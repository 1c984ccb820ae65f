"""What a metric is: a function of a view, with the words to show it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from generation.music.metrics.view import View


class Direction(StrEnum):
    """Which values speak for a song."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "as in real music"
    NONE = "any"


@dataclass(frozen=True)
class Metric:
    """One number about a song; `of` returns None where it is not defined, as for every metric of an
    empty song.

    `counts` is False for what is shown and not scored, because a good song may have any value of
    it. `direction` is how the field reads it, alone and between extremes: no metric is better
    without end. `source` is the paper or the library that defines it, "own" where none does.
    """

    name: str
    group: str
    label: str
    unit: str
    line: str
    of: Callable[[View], float | None]
    direction: Direction
    source: str
    counts: bool = True
