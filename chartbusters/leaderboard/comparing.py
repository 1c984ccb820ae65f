"""Entries of a decided board that are there to compare with: all other places are told without
them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from chartbusters.challenges.models import Entry
from chartbusters.ranking.without import Ranks, Span, ranks_without
from chartbusters.web.prepared_queries import Prepared

Spans = tuple[Span, ...]


def _compared(run: int, challenge: int) -> QuerySet[Entry, Any]:
    marked = Entry.objects.filter(challenge=challenge, compared_at__isnull=False)
    rows = marked.filter(standings__run=run).order_by("pk")
    return rows.values_list("standings__low", "standings__high")


_COMPARED = Prepared(_compared, 4_611_686_018, 4_611_686_019)


def compared_on(*, run: Any, challenge: int) -> Spans:
    """Their intervals on one board (see `showing.Shown`); few, as no challenge has many. Most have
    none, which the board knows, and nothing is asked."""
    if not run.compared:
        return ()
    return tuple(Span(*row) for row in _COMPARED.tuples(run.run_id, challenge))


def compared_by_run(runs: Iterable[int]) -> dict[int, Spans]:
    """Of several boards, in one query."""
    found = defaultdict[int, list[Span]](list)
    marked = Entry.objects.filter(compared_at__isnull=False, standings__run__in=set(runs))
    columns = ("standings__run", "standings__low", "standings__high")
    for run, low, high in marked.values_list(*columns):
        found[run].append(Span(low, high))
    return {run: tuple(spans) for run, spans in found.items()}


def ranks_told(compared: Spans, *, low: float, high: float, ranks: tuple[int, int]) -> Ranks:
    """Of an entry that takes a place."""
    return ranks_without(compared, of=Span(low, high), ranks=Ranks(*ranks))
