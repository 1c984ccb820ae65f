"""What a method of ranking is, what it may need, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.votes import VoteTable

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Plays:
    """How often each entry (entries,) was heard to its end, and how many of these were liked."""

    likes: NDArray[np.int64]
    plays: NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """Stars, or points of a rubric: one row a mark."""

    entries: int
    entry: NDArray[np.int64]  # (marks,)
    mark: Floats  # (marks,)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Marks of each entry (entries,)."""
        return np.bincount(self.entry, minlength=self.entries)

    @property
    def means(self) -> Floats:
        """Mean mark of each entry (entries,), nan where it has none."""
        sums = np.bincount(self.entry, self.mark, self.entries)
        counts = self.counts
        return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)


@dataclass(frozen=True)
class Rankings:
    """Whole orders, the best first. Entries that share a place stand in one tuple; who is left out
    of an order is below all others in it."""

    entries: int
    orders: list[list[int | tuple[int, ...]]]
    counts: list[int]  # how many people gave each


@dataclass(frozen=True)
class Scored:
    """Scores (entries,), the higher the better, nan where nothing is known; with bounds where the
    method has any."""

    score: Floats
    low: Floats | None = None
    high: Floats | None = None


Needs = TypeVar("Needs", VoteTable, Plays, Marks, Rankings)


@dataclass(frozen=True)
class Method(Generic[Needs]):
    """`sentence` tells people what the method does; `needs` is the type of what `score` is given.
    `final` is whether its result may stand on a board that is published: it does not depend on the
    order in which people came."""

    name: str
    label: str
    sentence: str
    needs: type[Needs]
    score: Callable[[Needs], Scored]
    final: bool = True


AnyMethod = Method[Any]
