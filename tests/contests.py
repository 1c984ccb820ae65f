"""Challenges in each phase with entries in them, for the tests of challenges, voting and
leaderboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db.models import F, QuerySet
from django.utils import timezone

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import composition_create
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.reading import votes_read
from chartbusters.voting.services import ballot_heard, ballot_issue
from tests.songs import song_made

HOUR = timedelta(hours=1)
TIMES = {  # hours from now at which it opens, stops taking entries, stops taking votes
    "upcoming": (1, 2, 3),
    "open": (-1, 1, 2),
    "voting": (-2, -1, 1),
    "held": (-3, -2, -1),  # and its result is told in an hour
    "closed": (-3, -2, -1),
}


def to_phase(challenge: Challenge, phase: str) -> Challenge:
    """Moves the times of a challenge so that it is in this phase now."""
    opens, entries, votes = (timezone.now() + HOUR * hours for hours in TIMES[phase])
    Challenge.objects.filter(pk=challenge.pk).update(
        opens_at=opens,
        entries_close_at=entries,
        voting_closes_at=votes,
        reveal_at=timezone.now() + HOUR if phase == "held" else None,
    )
    return Challenge.objects.with_phase().get(pk=challenge.pk)


def challenge_made(phase: str, slug: str = "tunes", **fields: Any) -> Challenge:
    """A published challenge in this phase."""
    now = timezone.now()
    times = {
        "opens_at": now - HOUR,
        "entries_close_at": now + HOUR,
        "voting_closes_at": now + 2 * HOUR,
    }
    fields = {"title": "Tunes", "published": True, **times, **fields}
    return to_phase(Challenge.objects.create(slug=slug, **fields), phase)


def composition_made(owner: Any, title: str = "A tune", **fields: Any) -> Composition:
    """A saved song of this owner's."""
    return composition_create(owner=owner, song=song_made(**fields), title=title)


def contest_made(
    phase: str, entries: int = 3, slug: str = "tunes"
) -> tuple[Challenge, list[Entry]]:
    """A challenge in this phase with so many entries of as many makers."""
    challenge = challenge_made("open", slug=slug)
    made = []
    for number in range(entries):
        maker, _ = get_user_model().objects.get_or_create(username=f"maker{number}")
        song = composition_made(maker, title=f"Secret title {number}", transpose=number)
        made.append(entry_create(challenge=challenge, composition=song, maker=maker))
    return to_phase(challenge, phase), made


@pytest.fixture
def challenge_in(db: None) -> Callable[..., Challenge]:
    """`challenge_in("open", rules=[...])`"""
    return challenge_made


@pytest.fixture
def composition_of(db: None) -> Callable[..., Composition]:
    """`composition_of(alice, transpose=2)`"""
    return composition_made


@pytest.fixture
def contest(db: None) -> Callable[..., Any]:
    """`contest("voting", 4)`"""
    return contest_made


@pytest.fixture
def heard_ballot(contest: Callable[..., Any]) -> Callable[..., Ballot]:
    """`heard_ballot(bob, challenge)`: issued a minute ago, both sides heard long enough."""

    def make(voter: Any, challenge: Any) -> Ballot:
        ballot = ballot_issue(challenge=challenge, voter=voter)
        assert ballot is not None
        Ballot.objects.filter(pk=ballot.pk).update(issued_at=F("issued_at") - timedelta(minutes=1))
        ballot_heard(ballot=ballot, side="a", ms=20_000)
        return ballot_heard(ballot=ballot, side="b", ms=20_000)

    return make


def votes_counting(*, challenge: Challenge) -> QuerySet[Vote]:
    """The votes from which the board of a challenge is computed, in the order in which they
    came."""
    table, _, _ = votes_read(challenge=challenge)
    return Vote.objects.filter(pk__in=table.key.tolist()).order_by("pk")
