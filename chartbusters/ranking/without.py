"""Ranks that are told without some rows, which stay on the board to be compared with."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """The interval of a rating."""

    low: float
    high: float


class Ranks(NamedTuple):
    low: int
    high: int


def ranks_without(compared: Iterable[Span], *, of: Span, ranks: Ranks) -> Ranks:
    """The range of ranks of an entry as if the compared ones had not entered: those that were
    surely better push it down no more, and those that were not surely worse neither."""
    spans = list(compared)
    better = sum(span.low > of.high for span in spans)
    worse = sum(span.high < of.low for span in spans)
    return Ranks(ranks.low - better, ranks.high - len(spans) + worse)
