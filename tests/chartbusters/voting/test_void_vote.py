"""A void and its taking back are words about a vote: none is removed, and the last one counts."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from chartbusters.voting.models import Vote, VoteVoid
from chartbusters.voting.services import vote_cast, vote_restore, vote_void
from chartbusters.web.errors import Refusal
from tests.contests import votes_counting


@pytest.fixture
def vote(bob: Any, contest: Any, heard_ballot: Any) -> Vote:
    challenge, _ = contest("voting")
    return vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")


def counting(vote: Vote) -> int:
    return votes_counting(challenge=vote.challenge).count()


def test_the_last_word_counts(vote: Vote, staff: Any) -> None:
    told = []
    for say in (vote_void, vote_restore, vote_void):
        say(vote=vote, by=staff, reason=f"Because of {say.__name__}.")
        told.append(counting(vote))
    assert told == [0, 1, 0]
    words = VoteVoid.objects.order_by("number")
    assert [word.counts for word in words] == [False, True, False]
    assert words[1].reason == "Because of vote_restore." and words[1].by == staff


def test_saying_it_again_changes_nothing(vote: Vote, staff: Any) -> None:
    assert vote_restore(vote=vote, by=staff, reason="It counts already.") is None
    first = vote_void(vote=vote, by=staff, reason="Bought.")
    assert vote_void(vote=vote, by=staff, reason="Bought, I say.") == first
    assert VoteVoid.objects.get().reason == "Bought."


def test_it_rejects_a_restoring_without_a_reason(vote: Vote, staff: Any) -> None:
    vote_void(vote=vote, by=staff, reason="Bought.")
    with pytest.raises(Refusal) as refusal:
        vote_restore(vote=vote, by=staff, reason=" ")
    assert refusal.value.code == "no_reason" and counting(vote) == 0


def test_it_requires_the_right(vote: Vote, bob: Any, staff: Any) -> None:
    vote_void(vote=vote, by=staff, reason="Bought.")
    with pytest.raises(PermissionDenied):
        vote_restore(vote=vote, by=bob, reason="Mine.")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_at_once(vote: Vote, staff: Any) -> None:
    def say(number: int) -> None:
        try:
            vote_void(vote=vote, by=staff, reason=f"Helper {number} says so.")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(say, range(8)))
    assert VoteVoid.objects.count() == 1 and counting(vote) == 0
