"""A vote asks for listening first: by the clock, and for no more than the songs are long."""

from typing import Any

import pytest
from django.db import connection

from chartbusters.challenges.models import Entry
from chartbusters.voting.models import Vote
from chartbusters.voting.services import ballot_issue, vote_cast
from tests.chartbusters.voting.addresses import address


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
    assert paper["a"]["required_ms"] == paper["b"]["required_ms"] == 2500


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
