"""What one voter is given has an end: per entry, per challenge and per day, kept by the
database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.models import Challenge
from chartbusters.voting.models import Ballot, GivenInDay, Turn
from chartbusters.voting.selectors import progress_of
from chartbusters.voting.services import ballot_issue, ballot_skip, days_forget, vote_cast
from chartbusters.web.errors import Refusal

BALLOTS = "/api/v1/ballots/"
WISH = {"challenge": "tunes"}


def go_through(challenge: Challenge, voter: Any) -> list[Ballot]:
    """All ballots that this voter is given, each heard and voted on."""
    ballots = []
    while ballot := ballot_issue(challenge=challenge, voter=voter):
        Ballot.objects.filter(pk=ballot.pk).update(
            issued_at=ballot.issued_at - timedelta(minutes=1), heard_ms_a=9000, heard_ms_b=9000
        )
        vote_cast(ballot=ballot, outcome="tie")
        ballots.append(ballot)
    return ballots


@pytest.mark.postgres
def test_one_entry_comes_three_times_at_most(bob: Any, contest: Any) -> None:
    challenge, entries = contest("voting", 6)
    ballots = go_through(challenge, bob)
    assert len(ballots) <= 9 and [one.number for one in ballots] == [*range(1, len(ballots) + 1)]
    for entry in entries:
        turns = Turn.objects.filter(voter=bob, entry=entry).order_by("number")
        numbers = list(turns.values_list("number", flat=True))
        assert numbers == [*range(1, len(numbers) + 1)] and len(numbers) <= 3


def test_a_challenge_may_set_others(bob: Any, charlie: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 6)
    Challenge.objects.update(turns_each=100)
    assert len(go_through(challenge, bob)) == 15
    Challenge.objects.update(pairs_each=4)
    assert len(go_through(challenge, charlie)) == 4


def test_the_most_is_told_beforehand_and_not_exceeded(api: Any, bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 6)
    Challenge.objects.update(pairs_each=5)
    first = api(bob).post(BALLOTS, WISH).json()["progress"]
    assert (first["number"], first["most"]) == (1, 5)
    assert len(go_through(challenge, bob)) <= 5
    assert api(bob).post(BALLOTS, WISH).status_code == 204


def test_a_skip_costs_a_pair_and_a_turn_of_both(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 4)
    Challenge.objects.update(turns_each=1)
    ballot = heard_ballot(bob, challenge)
    assert progress_of(challenge=challenge, voter=bob)[1:5] == (2, 1, 2, 10)
    ballot_skip(ballot=ballot)
    assert progress_of(challenge=challenge, voter=bob)[1:5] == (1, 2, 2, 9)
    assert len(go_through(challenge, bob)) == 1


def test_a_day_has_an_end(api: Any, bob: Any, contest: Any, settings: Any) -> None:
    settings.VOTING_PAIRS_A_DAY = 2
    challenge, _ = contest("voting", 6)
    for _ in range(2):
        ballot = ballot_issue(challenge=challenge, voter=bob)
        assert ballot and ballot_issue(challenge=challenge, voter=bob) == ballot
        ballot_skip(ballot=ballot)
    answer = api(bob).post(BALLOTS, WISH)
    assert (answer.status_code, answer.json()["code"]) == (429, "enough_for_today")
    assert "tomorrow" in answer.json()["message"] and 0 < int(answer["Retry-After"]) <= 86_400
    assert Ballot.objects.count() == 2 and GivenInDay.objects.get().pairs == 2
    GivenInDay.objects.update(day=GivenInDay.objects.get().day - timedelta(days=1))
    assert api(bob).post(BALLOTS, WISH).status_code == 201


def test_counts_of_days_that_are_past_go(bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 6)
    ballot_issue(challenge=challenge, voter=bob)
    today = GivenInDay.objects.get()
    GivenInDay.objects.create(voter=bob, day=today.day - timedelta(days=4), pairs=7)
    assert days_forget() == 1 and GivenInDay.objects.get() == today


def test_the_database_refuses_what_a_second_request_would_add(bob: Any, contest: Any) -> None:
    """As if nobody had waited for the voter's row."""
    challenge, _ = contest("voting", 6)
    ballot = ballot_issue(challenge=challenge, voter=bob)
    assert ballot is not None
    turn = ballot.turns.get(entry=ballot.entry_a_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(ballot=ballot, voter=bob, entry_id=turn.entry_id, number=turn.number)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(ballot=ballot, voter=bob, entry_id=turn.entry_id, number=101)
    ballot.pk, ballot.pair = None, "another pair"
    with pytest.raises(IntegrityError), transaction.atomic():
        ballot.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        GivenInDay.objects.create(voter=bob, day=GivenInDay.objects.get().day)


def test_giving_a_pair_reads_what_is_of_this_voter_alone(
    bob: Any, charlie: Any, contest: Any
) -> None:
    """No more questions after another's twelve ballots, and none for ballots without a voter."""
    challenge, _ = contest("voting", 9)
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            ballot = ballot_issue(challenge=challenge, voter=bob)
        counts.append(len(queries))
        asked = [query["sql"] for query in queries.captured_queries]
        ballots = [sql for sql in asked if "SELECT" in sql and "voting_ballot" in sql]
        assert ballots and all("voter_id" in sql.partition("WHERE")[2] for sql in ballots)
        ballot_skip(ballot=ballot)
        go_through(challenge, charlie)
    assert counts[0] >= counts[1] == counts[2]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_that_ask_and_skip_at_once(bob: Any, contest: Any) -> None:
    challenge, entries = contest("voting", 6)
    Challenge.objects.update(pairs_each=5)

    def ask(_: int) -> None:
        try:
            for _ in range(3):
                if ballot := ballot_issue(challenge=challenge, voter=bob):
                    ballot_skip(ballot=ballot)
        except Refusal:
            pass  # ten skips are used up
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(8)))
    assert Ballot.objects.count() <= 5
    assert GivenInDay.objects.get().pairs == Ballot.objects.count()
    for entry in entries:
        assert Turn.objects.filter(voter=bob, entry=entry).count() <= 3
