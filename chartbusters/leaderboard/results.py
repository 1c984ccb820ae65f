"""How entries ended, for rooms below: the ranks of the board that decides, once voting is over."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Now

from chartbusters.challenges.results import Result
from chartbusters.challenges.terms import votes_needed
from chartbusters.leaderboard.models import FinalStanding, Standing

RANKS = ("entry_id", "rank_low", "rank_high")
OVER = {
    "entry__withdrawn_at": None,
    "entry__challenge__published": True,
    "entry__challenge__told_at__lte": Now(),
}


def results_voted(entries: Collection[UUID]) -> dict[UUID, Result]:
    """Where votes alone decide, and there were enough of them."""
    shown = Standing.objects.filter(
        entry__in=entries, entry__challenge__board__run=F("run"), **_over(weight_public=100)
    )
    columns = (*RANKS, "run__entries", "run__votes", "entry__challenge__minimum_votes")
    return {
        pk: Result(low, high, of)
        for pk, low, high, of, votes, needed in shown.values_list(*columns)
        if votes >= votes_needed(needed)
    }


def results_final(entries: Collection[UUID]) -> dict[UUID, Result]:
    """Where jury or metrics decide too."""
    shown = FinalStanding.objects.filter(
        entry__in=entries,
        board__computed_at__isnull=False,
        final__isnull=False,
        **_over(weight_public__lt=100),
    )
    rows = shown.values_list(*RANKS, "board__figures__ranked")
    return {pk: Result(low, high, of) for pk, low, high, of in rows}


def _over(**weights: int) -> dict[str, Any]:
    return OVER | {f"entry__challenge__{name}": value for name, value in weights.items()}
