"""The medals of a person: near the top of boards that are decided, no more than their ranges
allow."""

from collections.abc import Iterator
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Author, Entry
from chartbusters.leaderboard.models import FinalStanding, Standing
from chartbusters.ranking.medals import MEDALS, Medal, medal_of


class MedalTold(NamedTuple):
    """A medal with the entry that has it; the entry carries its challenge."""

    medal: Medal
    entry: Entry


def medals_of(person: User) -> list[MedalTold]:
    """What a person has won, alone or beside others, the newest first: two queries."""
    found = [*_voted(person), *_weighed(person)]
    told = [
        MedalTold(medal, entry)
        for entry, worst, entries in found
        if (medal := medal_of(worst=worst, entries=entries))
    ]
    return sorted(told, key=lambda one: one.entry.challenge.voting_closes_at, reverse=True)


def _near_top(person: User) -> Q:
    """Of rows: of a standing entry that the person made or co-wrote, on a decided board."""
    signed = Author.objects.filter(person=person, accepted_at__isnull=False)
    return Q(
        Q(entry__maker=person) | Q(entry__in=signed.values("entry")),
        rank_high__lte=len(MEDALS),
        entry__withdrawn_at=None,
        entry__challenge__published=True,
        entry__challenge__voting_closes_at__lte=Now(),
    )


def _voted(person: User) -> Iterator[tuple[Entry, int, int]]:
    """Where votes alone decided, and there were enough."""
    enough = Coalesce("entry__challenge__minimum_votes", settings.LEADERBOARD_MINIMUM_VOTES)
    rows = Standing.objects.filter(
        _near_top(person),
        run=F("entry__challenge__board__run"),
        run__votes__gte=enough,
        entry__challenge__weight_public=100,
    )
    for row in rows.select_related("run", "entry__challenge"):
        yield row.entry, row.rank_high, row.run.entries


def _weighed(person: User) -> Iterator[tuple[Entry, int, int]]:
    """Where a jury or the score counted too."""
    rows = FinalStanding.objects.filter(
        _near_top(person), final__isnull=False, entry__challenge__weight_public__lt=100
    )
    for row in rows.select_related("board", "entry__challenge"):
        yield row.entry, row.rank_high, row.board.figures["ranked"]
