"""The scale that all rows of a board share, with round numbers on it."""

import math
from typing import NamedTuple

MOST = 5  # numbers; more would run into each other on a phone
ROUND = (1, 2, 5, 10)


class Tick(NamedTuple):
    """A round number, and its place between 0 and 100."""

    value: int
    at: float


def place_on(scale: tuple[float, float], value: float) -> float:
    """Place of a rating between 0 and 100."""
    low, high = scale
    return round(100 * (value - low) / ((high - low) or 1), 2)


def ticks_of(scale: tuple[float, float]) -> list[Tick]:
    """Round numbers at even distances within a scale."""
    step = _step(scale[1] - scale[0])
    first, last = math.ceil(scale[0] / step), math.floor(scale[1] / step)
    return [Tick(n * step, place_on(scale, n * step)) for n in range(first, last + 1)]


def _step(span: float) -> int:
    """The smallest of 1, 2, 5, 10, 20 and so on that leaves few enough numbers."""
    least = max(span, 1.0) / MOST
    power = 10 ** max(0, math.floor(math.log10(least)))
    return int(next(power * times for times in ROUND if power * times >= least))
