"""How entries ended, for rooms below: the ranks of the board that decides, once voting is over."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.challenges.results import Result
from chartbusters.challenges.terms import votes_needed
from chartbusters.leaderboard.comparing import Spans, compared_by_run, ranks_told
from chartbusters.leaderboard.models import FinalStanding, Standing

RANKS = ("entry_id", "rank_low", "rank_high")
TAKES_PLACE = {"entry__withdrawn_at": None, "entry__compared_at": None}  # of rows of a board
TOLD = {"published": True, "told_at__lte": Now()}  # of challenges


def results_voted(entries: Collection[UUID]) -> dict[UUID, Result]:
    """Where votes alone decide, and there were enough of them."""
    return _voted(Q(entry__in=entries))


def results_final(entries: Collection[UUID]) -> dict[UUID, Result]:
    """Where jury or metrics decide too."""
    return _weighed(Q(entry__in=entries))


def results_in(*, challenge: int) -> dict[UUID, Result]:
    """Of all entries of a challenge; empty while it has not ended."""
    whole = Q(entry__challenge=challenge)
    return _voted(whole) | _weighed(whole)


def decided_by(*, challenges: Iterable[int]) -> dict[int, list[Any]]:
    """Of those among some challenges that have ended: what the result was computed from. While it
    is the same, so is the result. A few queries, however many these are."""
    told = Challenge.objects.filter(pk__in=list(challenges), **TOLD)
    rows = told.annotate(
        marked=Count("entries", filter=Q(entries__compared_at__isnull=False)),
        latest=Max("entries__compared_at"),
    ).order_by("pk")
    columns = ("pk", "board__run", "final_board__inputs_digest", "weight_public", "minimum_votes")
    return {
        pk: [*made_of, marked, latest.isoformat() if latest else ""]
        for pk, *made_of, marked, latest in rows.values_list(*columns, "marked", "latest")
    }


def _voted(which: Q) -> dict[UUID, Result]:
    shown = Standing.objects.filter(
        which, entry__challenge__board__run=F("run"), **_told_where(weight_public=100)
    )
    columns = (*RANKS, "low", "high", "run", "run__entries", "run__votes")
    rows = [
        row
        for *row, votes, needed in shown.values_list(*columns, "entry__challenge__minimum_votes")
        if votes >= votes_needed(needed)
    ]
    compared = compared_by_run({row[5] for row in rows}) if rows else {}
    return {row[0]: _told(row, compared.get(row[5], ())) for row in rows}


def _told(row: list[Any], compared: Spans) -> Result:
    _, best, worst, low, high, _, entries = row
    ranks = ranks_told(compared, low=low, high=high, ranks=(best, worst))
    return Result(*ranks, entries - len(compared))


def _weighed(which: Q) -> dict[UUID, Result]:
    shown = FinalStanding.objects.filter(
        which,
        board__computed_at__isnull=False,
        final__isnull=False,
        **_told_where(weight_public__lt=100),
    )
    columns = (*RANKS, "board__figures__among", "board__figures__ranked")
    # Boards of before knew of none that take no place.
    return {
        pk: Result(low, high, among or ranked)
        for pk, low, high, among, ranked in shown.values_list(*columns)
    }


def _told_where(**weights: int) -> dict[str, Any]:
    """Of rows that take a place, of challenges with these weights whose result is told."""
    asked = (TOLD | weights).items()
    return TAKES_PLACE | {f"entry__challenge__{name}": value for name, value in asked}
