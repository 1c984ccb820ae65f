"""A vote counts once, after listening, and only the voter's own."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chartbusters.challenges.services import entry_withdraw
from chartbusters.voting.models import Vote
from chartbusters.voting.selectors import progress_of
from chartbusters.voting.services import ballot_issue, vote_cast, vote_void
from chartbusters.web.errors import Refusal
from tests.chartbusters.voting.addresses import address
from tests.contests import to_phase


@pytest.mark.parametrize("outcome", ["a", "b", "tie", "bad"])
def test_it_works(outcome: str, api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    answer = api(bob).post(address(ballot), {"outcome": outcome})
    assert answer.status_code == 201
    assert answer.json()["chosen"] == outcome
    assert Vote.objects.get(ballot=ballot).outcome == outcome


def test_it_tells_how_far_the_voter_has_come(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 3)
    answer = api(bob).post(address(heard_ballot(bob, challenge)), {"outcome": "a"})
    assert answer.json()["progress"] == {
        "cast": 1,
        "left": 2,
        "number": 2,
        "most": 3,
        "skips_left": 10,
    }


def test_it_tells_no_names(api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    """Else the second pair with the same song would be blind no more."""
    challenge, entries = contest("voting", 3)
    text = api(bob).post(address(heard_ballot(bob, challenge)), {"outcome": "a"}).content.decode()
    for entry in entries:
        for telling in (entry.title, entry.maker.username, str(entry.pk), entry.song_id):
            assert telling not in text


def test_it_keeps_which_side_was_heard_first(api: Any, bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting")
    ballot = ballot_issue(challenge=challenge, voter=bob)
    assert ballot is not None and ballot.heard_first == ""
    for side, ms in (("a", 0), ("b", 3), ("a", 5)):
        api(bob).post(address(ballot, "heard"), {"side": side, "ms": ms})
    ballot.refresh_from_db()
    assert ballot.heard_first == "b"


def test_it_keeps_from_which_network_it_came(
    client_of: Any, bob: Any, charlie: Any, contest: Any, heard_ballot: Any
) -> None:
    """Sealed: two of one network can be told to be so, and no address."""
    challenge, _ = contest("voting")
    for person, place in ((bob, "203.0.113.7"), (charlie, "203.0.113.7"), (bob, "198.51.100.9")):
        ballot = heard_ballot(person, challenge)
        answer = client_of(person).post(
            address(ballot), '{"outcome": "a"}', "application/json", REMOTE_ADDR=place
        )
        assert answer.status_code == 201
    one, same, other = Vote.objects.order_by("pk").values_list("network", flat=True)
    assert one == same != other and one and "203.0" not in one


def test_it_rejects_a_pair_of_which_one_was_withdrawn(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    """Entries were opened again while a voter held the pair."""
    challenge, _ = contest("voting", 3)
    ballot = heard_ballot(bob, challenge)
    to_phase(challenge, "open")
    entry_withdraw(entry=ballot.entry_b)
    to_phase(challenge, "voting")
    answer = api(bob).post(address(ballot), {"outcome": "a"})
    assert (answer.status_code, answer.json()["code"]) == (409, "withdrawn")
    assert "nothing used up" in answer.json()["message"]
    assert "take the next pair" in answer.json()["message"] and not Vote.objects.exists()


def test_pairs_of_the_withdrawn_are_neither_left_nor_seen(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 4)
    ballot = heard_ballot(bob, challenge)
    vote_cast(ballot=ballot, outcome="a")
    to_phase(challenge, "open")
    entry_withdraw(entry=ballot.entry_b)
    to_phase(challenge, "voting")
    told = progress_of(challenge=challenge, voter=bob)
    assert (told.cast, told.left, told.number, told.most) == (1, 3, 2, 4)


def test_it_says_who_can_see_a_vote(visitor: Any, contest: Any) -> None:
    contest("voting")
    page = visitor.get("/challenges/tunes/vote/").content.decode()
    assert "Nobody sees" not in page and "the organisers can" in page


def test_it_requires_the_voter(
    api: Any, bob: Any, alice: Any, charlie: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    for action, body in (
        ("vote", {"outcome": "a"}),
        ("heard", {"side": "a", "ms": 1}),
        ("skip", {}),
    ):
        assert api().post(address(ballot, action), body).status_code in (401, 403)
        for person in (alice, charlie):
            assert api(person).post(address(ballot, action), body).status_code == 404
    assert not Vote.objects.exists()


def test_it_rejects_a_second_vote(api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    assert api(bob).post(address(ballot), {"outcome": "a"}).status_code == 201
    answer = api(bob).post(address(ballot), {"outcome": "b"})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_voted")
    assert Vote.objects.get().outcome == "a"


def test_it_replays_the_same_request(api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    answers = [
        api(bob).post(address(ballot), {"outcome": "a"}, **{"Idempotency-Key": "one"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201] and answers[
        0
    ].json() == answers[1].json()


@pytest.mark.parametrize("outcome", ["c", "", None, 7])
def test_it_rejects_other_outcomes(
    outcome: Any, api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting")
    assert (
        api(bob).post(address(heard_ballot(bob, challenge)), {"outcome": outcome}).status_code
        == 400
    )


def test_it_rejects_after_the_end(api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    to_phase(challenge, "closed")
    assert api(bob).post(address(ballot), {"outcome": "a"}).json()["code"] == "not_voting"


def test_voids_say_who_and_why(
    bob: Any, staff: Any, contest: Any, heard_ballot: Any, client_of: Any
) -> None:
    challenge, _ = contest("voting")
    vote = vote_cast(ballot=heard_ballot(bob, challenge), outcome="a")
    with pytest.raises(Refusal):
        vote_void(vote=vote, by=staff, reason=" ")
    action = {"action": "void_as_manipulated", "_selected_action": str(vote.pk)}
    assert client_of(staff).post("/admin/voting/vote/", action).status_code == 302
    vote.refresh_from_db()
    assert vote.voids.get().by == staff and vote.outcome == "a"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_at_once(bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)

    def cast(number: int) -> str:
        try:
            vote_cast(ballot=ballot, outcome="a" if number % 2 else "b")
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()
        return "counted"

    with ThreadPoolExecutor(8) as pool:
        outcomes = sorted(pool.map(cast, range(8)))
    assert outcomes == ["already_voted"] * 7 + ["counted"] and Vote.objects.count() == 1
