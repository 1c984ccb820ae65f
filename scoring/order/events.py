"""A piece as events: symbols, each with the contexts in which a model is asked for it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scoring.order.chords import Chords, find_key, read_chords
from scoring.order.heard import Bools, Heard, Ints


@dataclass(frozen=True)
class Events:
    """Symbols of one viewpoint. `contexts` holds, from the coarsest to the finest, numbers of the
    contexts (events,); `bar` where each stands, `crosses` whether it follows one of another bar."""

    symbol: Ints
    contexts: tuple[Ints, ...]
    bar: Ints
    crosses: Bools


@dataclass(frozen=True)
class Viewpoint:
    """How many symbols and contexts there are, and how events are read."""

    name: str
    symbols: int
    contexts: tuple[int, ...]
    read: Callable[["Read"], Events]


@dataclass(frozen=True)
class Read:
    """A piece with what several viewpoints need."""

    heard: Heard
    chords: Chords
    key: int

    @classmethod
    def of(cls, heard: Heard) -> "Read":
        chords = read_chords(heard)
        base = int(heard.pitch.min(initial=127)) % 12
        return cls(heard, chords, find_key(chords.chroma.sum((0, 1)), base))


def strength(place: Ints) -> Ints:
    """0 on the bar line, 1 on a quarter, 2 on an eighth, 3 on a sixteenth."""
    return np.where(place == 0, 0, np.where(place % 4 == 0, 1, np.where(place % 2 == 0, 2, 3)))


def lines_of(heard: Heard) -> Ints:
    """Rows of the highest note of each chord of each track, in order of time."""
    same = (np.diff(heard.start, prepend=-1) == 0) & (np.diff(heard.track, prepend=-1) == 0)
    return np.flatnonzero(~same)


def no_events(orders: int) -> Events:
    none = np.zeros(0, np.int64)
    return Events(none, (none,) * orders, none, np.zeros(0, bool))
