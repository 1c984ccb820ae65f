"""What a person entered in contests that are over, and how it ended: for the page of a person."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from chartbusters.challenges.models import Entry
from chartbusters.challenges.results import Result, results_of
from chartbusters.challenges.selectors import entries_ended

SHOWN = 12


class Ended(NamedTuple):
    entry: Entry
    result: Result | None


@dataclass(frozen=True)
class Entered:
    """The newest entries of a person, and figures of all."""

    count: int
    applause: int
    newest: list[Ended]

    @property
    def shows(self) -> object:
        """All of it that pages show and that may change."""
        told = [
            (one.entry.pk, one.entry.title, one.entry.applauded, one.entry.challenge.title)
            for one in self.newest
        ]
        return self.count, self.applause, told, [one.result for one in self.newest]


def entered_by(*, person: int) -> Entered:
    """One query for who entered nothing, else a handful."""
    mine: QuerySet[Entry] = entries_ended().filter(maker=person)
    sums: dict[str, Any] = mine.aggregate(count=Count("pk"), applause=Coalesce(Sum("applauded"), 0))
    rows = list(mine.order_by("-submitted_at", "pk")[:SHOWN]) if sums["count"] else []
    results = results_of(entries=[entry.pk for entry in rows])
    return Entered(**sums, newest=[Ended(entry, results.get(entry.pk)) for entry in rows])
