"""What a metric is: a function of a view, with the words to show it."""

from collections.abc import Callable
from dataclasses import dataclass

from generation.music.metrics.view import View


@dataclass(frozen=True)
class Metric:
    """One number about a song; `of` returns None where it is not defined, as for every metric of an
    empty song.

    `counts` is False for what is shown and not scored, because a good song may have any value of
    it.
    """

    name: str
    group: str
    label: str
    unit: str
    line: str
    of: Callable[[View], float | None]
    counts: bool = True
