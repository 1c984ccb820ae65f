"""Votes that come at the same moment are committed together, where the database is PostgreSQL;
nothing that is told to a voter depends on who else is in the group."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.voting import services
from chartbusters.voting.casting import Wish, cast_together, may_gather
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.services import vote_cast
from chartbusters.web.errors import Refusal
from tests.databases import on_postgres

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="SQLite has one writer, and nothing to gain"),
]


@pytest.fixture
def ballots(contest: Any) -> Callable[[int], list[Ballot]]:
    """`ballots(8)`: heard, of as many voters."""

    def make(count: int) -> list[Ballot]:
        challenge, entries = contest("voting")
        people = get_user_model().objects
        voters = people.bulk_create([people.model(username=f"v{n}") for n in range(count)])
        sides = {"entry_a": entries[0], "entry_b": entries[1]}
        heard = {"heard_ms_a": 60_000, "heard_ms_b": 60_000, "pair": "a:b", "seed": 1}
        return Ballot.objects.bulk_create(
            [Ballot(challenge=challenge, voter=voter, **sides, **heard) for voter in voters]
        )

    return make


def together(ballots: list[Ballot], outcome: str = "a") -> list[Any]:
    wishes = [Wish(one.pk, one.challenge_id, outcome, "net") for one in ballots]
    return cast_together(wishes, services._refuse_uncountable)


def said(ballot: Ballot) -> str:
    try:
        return vote_cast(ballot=ballot, outcome="a").outcome
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()


def test_it_works(ballots: Any) -> None:
    made = together(ballots(8), "tie")
    stored = {vote.pk: vote for vote in Vote.objects.all()}
    assert len(stored) == 8
    for vote in made:
        kept = stored[vote.pk]
        for field in Vote._meta.concrete_fields:
            assert getattr(vote, field.attname) == getattr(kept, field.attname)
    assert {vote.network for vote in made} == {"net"}


SPOILT: dict[str, Callable[[Any], Any]] = {
    "skipped": lambda one: one.update(skipped_at=Now()),
    "not_heard": lambda one: one.update(heard_ms_b=0),
    "already_voted": lambda one: Vote.objects.create(
        challenge_id=one.get().challenge_id, ballot=one.get(), outcome="b"
    ),
}


@pytest.mark.parametrize("why", SPOILT)
def test_one_that_cannot_be_counted_stops_no_other(why: str, ballots: Any) -> None:
    some = ballots(8)
    SPOILT[why](Ballot.objects.filter(pk=some[3].pk))
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(said, some))
    assert outcomes == ["a"] * 3 + [why] + ["a"] * 4


ALL_SPOILT: dict[str, Callable[[], Any]] = {
    "withdrawn": lambda: Entry.objects.update(withdrawn_at=Now()),
    "not_voting": lambda: Challenge.objects.update(voting_closes_at=Now()),
}


@pytest.mark.parametrize("why", ALL_SPOILT)
def test_each_is_told_why_none_is_counted(why: str, ballots: Any) -> None:
    some = ballots(4)
    ALL_SPOILT[why]()
    assert [outcome.code for outcome in together(some)] == [why] * 4 and not Vote.objects.exists()


def test_a_ballot_that_somebody_holds_holds_up_nobody(ballots: Any) -> None:
    """As while it is being skipped: that one waits alone, and is told what came of it."""
    some = ballots(4)
    with transaction.atomic():
        list(Ballot.objects.select_for_update().filter(pk=some[0].pk))
        with ThreadPoolExecutor(1) as pool:

            def others() -> list[Any]:
                try:
                    return together(some)
                finally:
                    connection.close()

            outcomes = pool.submit(others).result(30)
    assert outcomes[0] is None and all(isinstance(vote, Vote) for vote in outcomes[1:])
    assert said(some[0]) == "a" and Vote.objects.count() == 4


def test_one_ballot_many_times_in_a_group_counts_once(ballots: Any) -> None:
    (one,) = ballots(1)
    outcomes = together([one] * 5)
    assert sum(outcome is not None for outcome in outcomes) == 1 and Vote.objects.count() == 1
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(said, [one] * 8)) == ["already_voted"] * 8


def test_a_group_that_fails_is_cast_one_by_one(
    ballots: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> Any:
        raise ValueError("a bad row")

    monkeypatch.setattr("chartbusters.voting.casting._inserted", fails)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(said, ballots(8))) == ["a"] * 8
    assert Vote.objects.count() == 8


def test_within_a_transaction_a_vote_goes_with_it(ballots: Any) -> None:
    (one,) = ballots(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert not may_gather()
        vote_cast(ballot=one, outcome="a")
        raise ZeroDivisionError
    assert may_gather() and not Vote.objects.exists()


def test_many_at_once_are_few_transactions(ballots: Any) -> None:
    some = ballots(200)
    start = threading.Barrier(50)

    def cast(mine: list[Ballot]) -> list[str]:
        start.wait()
        try:
            return [vote_cast(ballot=one, outcome="b").outcome for one in mine]
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(cast, [some[at::50] for at in range(50)]))
    assert said == [["b"] * 4] * 50 and Vote.objects.count() == 200
    groups = Vote.objects.values("cast_at").distinct().count()  # each has one time
    assert groups < 150
