"""A vote counts once, after listening, and only the voter's own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import entry_withdraw
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.selectors import progress_of
from chartbusters.voting.services import ballot_issue, ballot_skip, vote_cast, vote_void
from chartbusters.web.errors import Refusal
from tests.contests import to_phase


def address(ballot: Any, action: str = "vote") -> str:
    return f"/api/v1/ballots/{ballot.pk}/{action}/"


@pytest.mark.parametrize("outcome", ["a", "b", "tie", "bad"])
def test_it_works(outcome: str, api: Any, bob: Any, contest: Any, heard_ballot: Any) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    answer = api(bob).post(address(ballot), {"outcome": outcome})
    assert answer.status_code == 201
    assert answer.json()["a"] == {
        "title": ballot.entry_a.title,
        "maker": ballot.entry_a.maker.username,
        "url": None,
    }
    assert Vote.objects.get(ballot=ballot).outcome == outcome


def test_it_tells_how_far_the_voter_has_come(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 3)
    answer = api(bob).post(address(heard_ballot(bob, challenge)), {"outcome": "a"})
    assert answer.json()["progress"] == {"cast": 1, "left": 2}


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
    assert progress_of(challenge=challenge, voter=bob) == (1, 3)


def test_it_says_who_can_see_a_vote(visitor: Any, contest: Any) -> None:
    contest("voting")
    page = visitor.get("/challenges/tunes/vote/").content.decode()
    assert "Nobody sees" not in page and "the organisers can" in page


def test_it_requires_listening(api: Any, bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting")
    ballot = ballot_issue(challenge=challenge, voter=bob)
    answer = api(bob).post(address(ballot), {"outcome": "a"})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_heard")
    assert "Listen to A for 5 more seconds" in answer.json()["message"]
    assert not Vote.objects.exists()


def test_it_believes_no_more_than_the_clock(api: Any, bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting")
    ballot = ballot_issue(challenge=challenge, voter=bob)
    for side in ("a", "b"):
        believed = api(bob).post(address(ballot, "heard"), {"side": side, "ms": 3_600_000}).json()
    assert believed["heard_ms_a"] + believed["heard_ms_b"] < 60_000
    assert api(bob).post(address(ballot), {"outcome": "a"}).json()["code"] == "not_heard"


def test_it_asks_less_of_short_songs(bob: Any, contest: Any, api: Any) -> None:
    challenge, _ = contest("voting")
    Entry.objects.filter(challenge=challenge).update(length_ms=3000)
    paper = api(bob).post("/api/v1/ballots/", {"challenge": challenge.slug}).json()
    assert paper["a"]["required_ms"] == paper["b"]["required_ms"] == 2700


def test_entries_know_how_long_they_are(contest: Any) -> None:
    _, entries = contest("voting")
    assert all(entry.length_ms == int(1000 * entry.song.song.seconds) > 0 for entry in entries)


def test_it_reads_no_song(
    bob: Any,
    contest: Any,
    heard_ballot: Any,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The ballot with what decides, and the vote, between the beginning of a transaction and its
    end."""
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    monkeypatch.setattr("generation.models.songs.from_document", None)
    with django_assert_num_queries(4 if connection.in_atomic_block else 2) as captured:
        vote_cast(ballot=ballot, outcome="a")
    assert not any("document" in query["sql"] for query in captured.captured_queries)


def test_it_counts_both_sides_against_one_clock(
    bob: Any, contest: Any, heard_ballot: Any, api: Any
) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    believed = api(bob).post(address(ballot, "heard"), {"side": "a", "ms": 3_600_000}).json()
    assert believed["heard_ms_b"] == 20_000 and believed["heard_ms_a"] < 3_600_000
    assert (
        api(bob).post(address(ballot, "heard"), {"side": "a", "ms": 1}).json()["heard_ms_a"]
        == believed["heard_ms_a"]
    )


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


def test_it_rejects_skipped_ballots_and_caps_skips(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 6)
    for _ in range(10):
        ballot = heard_ballot(bob, challenge)
        ballot_skip(ballot=ballot)
    with pytest.raises(Refusal, match="skipped"):
        vote_cast(ballot=ballot, outcome="a")
    with pytest.raises(Refusal, match="please vote"):
        ballot_skip(ballot=heard_ballot(bob, challenge))


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
    assert vote.void.by == staff and vote.outcome == "a"


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


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_never_counts_what_is_skipped_at_the_same_moment(
    bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting", 6)
    together = Barrier(2)

    def act(action: Any) -> None:
        try:
            together.wait()
            action()
        except Refusal:
            pass  # the other one came first
        finally:
            connection.close()

    for _ in range(8):
        ballot = heard_ballot(bob, challenge)
        with ThreadPoolExecutor(2) as pool:
            cast = pool.submit(act, lambda held=ballot: vote_cast(ballot=held, outcome="a"))
            skip = pool.submit(act, lambda held=ballot: ballot_skip(ballot=held))
            cast.result(), skip.result()
        skipped = Ballot.objects.get(pk=ballot.pk).skipped_at is not None
        assert skipped != Vote.objects.filter(ballot=ballot).exists()


def test_it_rejects_a_skip_of_what_is_voted(
    api: Any, bob: Any, contest: Any, heard_ballot: Any
) -> None:
    challenge, _ = contest("voting")
    ballot = heard_ballot(bob, challenge)
    vote_cast(ballot=ballot, outcome="a")
    answer = api(bob).post(address(ballot, "skip"))
    assert (answer.status_code, answer.json()["code"]) == (409, "already_voted")
    ballot.refresh_from_db()
    assert ballot.skipped_at is None
