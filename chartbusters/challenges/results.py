"""How entries ended, for rooms that do not know the boards: those say so here when they are
loaded."""

from collections.abc import Callable, Collection
from typing import NamedTuple
from uuid import UUID

from chartbusters.challenges.models import Entry
from chartbusters.ranking.medals import medal_of
from chartbusters.ranking.ranges import range_written

NUMBERS = ("first", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Result(NamedTuple):
    """The ranks that the votes allow, of so many; known once the result is told."""

    low: int
    high: int
    of: int

    @property
    def rank(self) -> str:
        return range_written(self.low, self.high)

    @property
    def words(self) -> str:
        """Nothing is claimed that the votes do not hold up."""
        if self.of == 1:
            return "the only entry"
        if self.high == 1:
            return f"surely first of {self.of}"
        if self.low == 1 and self.high < self.of:
            return f"surely among the first {_number(self.high)} of {self.of}, maybe first"
        if self.low == self.high:
            return f"rank {self.low} of {self.of}"
        return f"rank {self.low} to {self.high} of {self.of}"

    @property
    def medal(self) -> str:
        """By the rule of the boards; empty without one."""
        found = medal_of(worst=self.high, entries=self.of)
        return found.name if found else ""


def _number(count: int) -> str:
    return NUMBERS[count - 1] if count <= len(NUMBERS) else str(count)


# Each tells of those of these entries that it knows to have ended.
RESULTS: list[Callable[[Collection[UUID]], dict[UUID, Result]]] = []


def results_of(*, entries: Collection[UUID]) -> dict[UUID, Result]:
    """A few queries, however many entries these are."""
    found: dict[UUID, Result] = {}
    for told in RESULTS if entries else ():
        found |= told(entries)
    return found


def result_of(*, entry: Entry) -> Result | None:
    return results_of(entries=[entry.pk]).get(entry.pk)
