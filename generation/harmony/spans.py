"""Stretches of time that have one chord each: half bars, whole bars, or beats."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FULL_BAR, BEAT = 16, 4
PHRASE = 4  # bars
PLACES = 2 * PHRASE  # the halves of four bars
Positions = NDArray[np.integer]


class Spans(NamedTuple):
    """N stretches; `place` is which half of which bar of four a stretch begins, -1 where bars are
    unknown or beats are counted."""

    start: NDArray[np.int64]  # (N,) steps
    stop: NDArray[np.int64]
    place: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.start)


def split_halves(position: Positions, length: Positions, upbeat: bool = False) -> Spans:
    """Halves of bars of sixteen steps, whole bars of any other length; `position` (T,) counts steps
    since the bar line, `length` (T,) those of the bar. An upbeat opens no phrase."""
    halves = (length == FULL_BAR) & (position % (FULL_BAR // 2) == 0)
    begins = np.flatnonzero((position == 0) | halves)
    begins = begins if len(begins) and begins[0] == 0 else np.append(0, begins)
    bar = np.cumsum(position[begins] == 0) - 1 - upbeat
    place = 2 * (bar % PHRASE) + (position[begins] != 0)
    return end_spans(begins, len(position), place)


def split_beats(steps: int) -> Spans:
    begins = np.arange(0, steps, BEAT)
    return end_spans(begins, steps, np.full(len(begins), -1))


def end_spans(begins: NDArray[np.int64], steps: int, place: NDArray[np.int64]) -> Spans:
    return Spans(begins, np.append(begins[1:], steps), place)
