"""A pair of which an entry was withdrawn gives way to another, and its voter loses nothing."""

from typing import Any

import pytest

from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import entry_withdraw
from chartbusters.voting.models import Ballot, GivenInDay, Turn
from chartbusters.voting.selectors import exposures_counted, progress_of
from chartbusters.voting.services import ballot_issue
from tests.chartbusters.voting.addresses import address
from tests.contests import to_phase

BALLOTS = "/api/v1/ballots/"
WISH = {"challenge": "tunes"}


def withdraw(challenge: Any, entry: Entry) -> None:
    """As when entries were opened again while people vote."""
    to_phase(challenge, "open")
    entry_withdraw(entry=entry)
    to_phase(challenge, "voting")


def test_it_works(api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    withdraw(challenge, ballot.entry_a)
    answer = api(bob).post(BALLOTS, WISH)
    assert answer.status_code == 201 and answer.json()["id"] != str(ballot.pk)
    told = answer.json()["progress"]
    assert (told["number"], told["skips_left"], told["most"]) == (1, 10, 6)


@pytest.mark.postgres
def test_it_gives_back_the_turn_the_number_and_the_day(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    withdraw(challenge, ballot.entry_a)
    new = ballot_issue(challenge=challenge, voter=bob)
    assert new is not None and new.number == 1
    old = Ballot.objects.get(pk=ballot.pk)
    assert old.number is None and old.replaced_at is not None
    assert {turn.ballot_id for turn in Turn.objects.filter(voter=bob)} == {new.pk}
    assert GivenInDay.objects.get().pairs == 1
    counted = exposures_counted(challenge=challenge)
    assert all(entry.exposures == counted[entry.pk] for entry in Entry.objects.all())


def test_the_partner_may_come_as_often_as_ever(bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting", 3)
    type(challenge).objects.update(turns_each=1)
    ballot = heard_ballot(bob, challenge)
    withdraw(challenge, ballot.entry_a)
    new = ballot_issue(challenge=challenge, voter=bob)
    assert new is not None and ballot.entry_b_id in (new.entry_a_id, new.entry_b_id)


def test_whoever_is_still_listening_is_told_at_once(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    withdraw(challenge, ballot.entry_b)
    for action, body in (
        ("heard", {"side": "a", "ms": 9000}),
        ("vote", {"outcome": "a"}),
        ("skip", {}),
    ):
        answer = api(bob).post(address(ballot, action), body)
        assert (answer.status_code, answer.json()["code"]) == (409, "withdrawn")
        assert "nothing used up" in answer.json()["message"]
    assert progress_of(challenge=challenge, voter=bob).skips_left == 10


def test_a_replaced_one_counts_nothing_any_more(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 5)
    ballot = heard_ballot(bob, challenge)
    withdraw(challenge, ballot.entry_b)
    ballot_issue(challenge=challenge, voter=bob)
    answer = api(bob).post(address(ballot), {"outcome": "a"})
    assert (answer.status_code, answer.json()["code"]) == (409, "withdrawn")


def test_another_voters_ballot_stays(bob: Any, charlie: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 6)
    mine = ballot_issue(challenge=challenge, voter=bob)
    theirs = ballot_issue(challenge=challenge, voter=charlie)
    assert mine is not None and theirs is not None
    gone = Entry.objects.exclude(pk__in=[theirs.entry_a_id, theirs.entry_b_id])
    withdraw(challenge, gone.filter(pk__in=[mine.entry_a_id, mine.entry_b_id]).first() or gone[0])
    ballot_issue(challenge=challenge, voter=bob)
    assert ballot_issue(challenge=challenge, voter=charlie) == theirs
