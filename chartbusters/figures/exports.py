"""Entries and voters of a challenge as CSV, for a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Avg, Count, F, Q

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.score_draws import score_known
from chartbusters.leaderboard.export import cell
from chartbusters.voting.models import Ballot

ENTRIES = {
    "number": "number",
    "submitted_at": "submitted_at",
    "withdrawn_at": "withdrawn_at",
    "disqualified_at": "disqualified_at",
    "score": "score_known",
    "length_ms": "length_ms",
    "receipt": "receipt",
}
NAMED = {"title": "title", "maker": "maker__username", "process_note": "process_note"}
OLDEST_HIDDEN = ("submitted_at", "receipt")  # by which an entry can be known while it is blind


class _Line:
    """What a CSV writer writes to: hands each line on."""

    def write(self, line: str) -> str:
        return line


def entries_csv(*, challenge: Any, over: bool) -> Iterator[str]:
    """Every entry in the order of the numbers; names, and what tells who came when, once voting is
    over."""
    columns = ENTRIES | NAMED if over else _blind()
    entries = Entry.objects.filter(challenge=challenge.pk).annotate(score_known=score_known())
    entries = entries.order_by("number")
    return _lines(list(columns), entries.values_list(*columns.values()).iterator(500))


def _blind() -> dict[str, str]:
    return {name: column for name, column in ENTRIES.items() if name not in OLDEST_HIDDEN}


VOTERS = ("voter", "pairs", "votes", "skipped", "open", "seconds_heard")


def voters_csv(*, challenge: Challenge) -> Iterator[str]:
    """Everybody who was given a pair, with how many they judged; nothing of what they chose."""
    kept = Ballot.objects.filter(challenge=challenge, replaced_at=None)
    rows = (
        kept.order_by()
        .values(name=F("voter__username"))
        .annotate(
            pairs=Count("pk"),
            votes=Count("vote"),
            skipped=Count("pk", filter=Q(skipped_at__isnull=False)),
            open=Count("pk", filter=Q(skipped_at=None, vote=None)),
            heard=Avg(F("heard_ms_a") + F("heard_ms_b"), filter=Q(vote__isnull=False)),
        )
    )
    told = rows.order_by("name").values_list("name", *VOTERS[1:-1], "heard").iterator(500)
    return _lines(VOTERS, ((*row[:-1], _seconds(row[-1])) for row in told))


def _seconds(heard: float | None) -> float | None:
    return None if heard is None else round(heard / 1000, 1)


def _lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(head)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])
