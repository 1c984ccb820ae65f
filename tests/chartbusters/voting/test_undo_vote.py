"""A slip is taken back within ten seconds: the vote stays and counts no more, the pair comes again.
Nothing can be learnt or gained by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.facts import boards_stale
from chartbusters.voting.models import Ballot, GivenInDay, Turn, Vote, VoteUndo
from chartbusters.voting.selectors import exposures_counted, progress_of
from chartbusters.voting.services import ballot_issue, vote_cast, vote_void
from chartbusters.voting.undoing import MOST_UNDOS, vote_undo
from chartbusters.web.errors import Refusal
from tests.chartbusters.voting.addresses import address
from tests.contests import votes_counting
from tests.interleaving import interleaved

HEARD = {"heard_ms": 20_000}


@pytest.fixture
def voted(contest: Any, bob: Any, heard_ballot: Any) -> Ballot:
    """Bob's vote of this moment, in a challenge of three entries."""
    challenge, _ = contest("voting", 3)
    ballot = heard_ballot(bob, challenge)
    vote_cast(ballot=ballot, outcome="a")
    return Ballot.objects.get(pk=ballot.pk)


def refused(ballot: Ballot) -> str:
    with pytest.raises(Refusal) as told:
        vote_undo(ballot=Ballot.objects.get(pk=ballot.pk))
    return told.value.code


@pytest.mark.postgres
def test_it_works(voted: Ballot, api: Any, bob: Any) -> None:
    answer = api(bob).post(address(voted, "undo"))
    assert answer.status_code == 201
    told = answer.json()
    assert told["id"] != str(voted.pk)
    assert told["a"]["heard_ms"] == told["b"]["heard_ms"] == 20_000
    assert told["progress"]["number"] == 1 and told["progress"]["cast"] == 0
    assert Vote.objects.get().undo.voter == bob
    assert not votes_counting(challenge=voted.challenge).exists()
    again = Ballot.objects.get(pk=told["id"])
    assert (again.entry_a_id, again.entry_b_id) == (voted.entry_a_id, voted.entry_b_id)
    assert api(bob).post(address(again), {"outcome": "b"}).status_code == 201
    assert [vote.outcome for vote in votes_counting(challenge=voted.challenge)] == ["b"]


def test_the_pair_costs_no_second_turn_or_day(voted: Ballot, bob: Any) -> None:
    again = vote_undo(ballot=voted)
    assert {turn.ballot_id for turn in Turn.objects.filter(voter=bob)} == {again.pk}
    assert GivenInDay.objects.get().pairs == 1
    counted = exposures_counted(challenge=voted.challenge)
    assert all(entry.exposures == counted[entry.pk] for entry in Entry.objects.all())
    issued = ballot_issue(challenge=voted.challenge, voter=bob)
    assert issued is not None and issued.pk == again.pk


def test_it_tells_for_how_long(contest: Any, bob: Any, heard_ballot: Any, api: Any) -> None:
    challenge, _ = contest("voting", 3)
    answer = api(bob).post(address(heard_ballot(bob, challenge)), {"outcome": "a"})
    assert answer.json()["undo_seconds"] == 10


def test_own_votes_leave_out_what_was_taken_back(voted: Ballot, api: Any, bob: Any) -> None:
    vote_undo(ballot=voted)
    assert api(bob).get("/api/v1/votes/").json()["results"] == []


def test_it_rejects_after_ten_seconds(voted: Ballot) -> None:
    Vote.objects.update(cast_at=F("cast_at") - timedelta(seconds=11))
    assert refused(voted) == "too_late" and not VoteUndo.objects.exists()


def test_it_rejects_once_the_next_pair_was_taken(voted: Ballot, bob: Any) -> None:
    """Else a voter would hold two pairs, between which to choose."""
    assert ballot_issue(challenge=voted.challenge, voter=bob) is not None
    assert refused(voted) == "gone_on"


def test_it_rejects_where_a_board_shows_votes_at_once(
    voted: Ballot, contest: Any, api: Any, charlie: Any, heard_ballot: Any
) -> None:
    """Whoever looked would see which two entries moved, and could then choose again."""
    Challenge.objects.update(board_shows="live")
    assert refused(voted) == "board_is_live"
    ballot = heard_ballot(charlie, voted.challenge)
    answer = api(charlie).post(address(ballot), {"outcome": "a"})
    assert answer.json()["undo_seconds"] == 0


def test_it_rejects_what_an_organiser_has_voided(voted: Ballot, staff: Any) -> None:
    vote_void(vote=Vote.objects.get(), by=staff, reason="Bought.")
    assert refused(voted) == "too_late"


def test_it_rejects_more_than_a_few(voted: Ballot) -> None:
    ballot = voted
    for _ in range(MOST_UNDOS):
        ballot = vote_undo(ballot=ballot)
        vote_cast(ballot=ballot, outcome="b")
    assert refused(ballot) == "too_many_undos"
    assert progress_of(challenge=voted.challenge, voter=voted.voter).cast == 1


def test_it_requires_an_own_ballot(voted: Ballot, api: Any, charlie: Any) -> None:
    assert api(charlie).post(address(voted, "undo")).status_code == 404
    assert api().post(address(voted, "undo")).status_code == 401


def test_boards_hear_of_it(voted: Ballot) -> None:
    from chartbusters.leaderboard.services import board_refresh

    board_refresh(challenge=voted.challenge)
    assert boards_stale() == []
    vote_undo(ballot=voted)
    assert boards_stale() == [voted.challenge_id]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_does_it(contest: Any, bob: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting", 3)

    def make() -> tuple[Any, Any]:
        for model in (VoteUndo, Vote, Ballot):
            model.objects.all().delete()
        ballot = heard_ballot(bob, challenge)
        vote_cast(ballot=ballot, outcome="a")
        return (lambda: said(ballot)), (lambda: said(ballot))

    def said(ballot: Ballot) -> str:
        try:
            return str(vote_undo(ballot=ballot).number)
        except Refusal as refusal:
            return refusal.code

    for outcome in interleaved(make):
        assert sorted(outcome[1:]) == ["1", "too_late"]
        assert Ballot.objects.filter(replaced_at=None).count() == 1
