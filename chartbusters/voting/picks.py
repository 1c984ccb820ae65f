"""A voter's own votes: what was chosen, and who that was once voting is over."""

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Entry, Phase, phase_of
from chartbusters.challenges.people import names_of, people_of
from chartbusters.challenges.selectors import entry_address
from chartbusters.voting.models import Vote


class Made(NamedTuple):
    """Who was behind one side, as voters are told once voting is over."""

    title: str
    maker: str
    url: str | None


class Pick(NamedTuple):
    """One vote; its sides have no names while voting runs."""

    challenge: str
    chosen: str
    cast_at: Any
    a: Made | None
    b: Made | None


SHOWN = 50  # on one page


def votes_of(*, voter: User, slug: str | None = None) -> QuerySet[Vote]:
    """The votes of this voter in published challenges, or in one, but those taken back; each knows
    the phase of its challenge."""
    votes = Vote.objects.filter(ballot__voter=voter, challenge__published=True, undo=None)
    if slug is not None:
        votes = votes.filter(challenge__slug=slug)
    sides = [f"ballot__entry_{side}" for side in "ab"]
    beside = [*(f"{side}__maker" for side in sides), *(f"{side}__composition" for side in sides)]
    known = votes.annotate(phase=phase_of("challenge__"))
    return known.select_related("challenge", "ballot", *sides, *beside).order_by("-cast_at", "pk")


def picks_told(votes: Iterable[Any]) -> list[Pick]:
    """`votes` are some of `votes_of`."""
    asked = list(votes)
    over = [vote.ballot for vote in asked if vote.phase == Phase.CLOSED]
    people = people_of(chain.from_iterable((one.entry_a, one.entry_b) for one in over))
    return [_told(vote, people) for vote in asked]


def _told(vote: Any, people: dict[UUID, list[User]]) -> Pick:
    both = (vote.ballot.entry_a, vote.ballot.entry_b)
    over = vote.phase == Phase.CLOSED
    sides = [_made(entry, people[entry.pk]) if over else None for entry in both]
    return Pick(vote.challenge.slug, vote.outcome, vote.cast_at, *sides)


def _made(entry: Entry, people: list[User]) -> Made:
    return Made(entry.title, names_of(people), entry_address(entry=entry))


def picks_page(
    *, voter: User, slug: str, before: datetime | None
) -> tuple[list[Pick], datetime | None]:
    """Votes of this voter from the last one on, or before a moment; and where the next page
    begins."""
    votes = votes_of(voter=voter, slug=slug)
    if before is not None:
        votes = votes.filter(cast_at__lt=before)
    found = list(votes[: SHOWN + 1])
    older = found[SHOWN - 1].cast_at if len(found) > SHOWN else None
    return picks_told(found[:SHOWN]), older
