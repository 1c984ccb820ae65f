"""The server draws the pair; the voter cannot choose."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from chartbusters.voting.models import Ballot
from chartbusters.voting.pairing import next_pair
from chartbusters.voting.services import ballot_issue

BALLOTS = "/api/v1/ballots/"
WISH = {"challenge": "tunes"}


def test_it_works(api: Any, bob: Any, contest: Any) -> None:
    contest("voting", 3)
    answer = api(bob).post(BALLOTS, WISH)
    assert answer.status_code == 201
    paper = answer.json()
    assert paper["progress"] == {
        "cast": 0,
        "left": 3,
        "number": 1,
        "most": 3,
        "skips_left": 10,
    }
    assert (
        paper["a"]["document"]["tracks"][0]["notes"] != paper["b"]["document"]["tracks"][0]["notes"]
    )
    assert paper["a"]["required_ms"] == 5000


def test_it_tells_no_names(api: Any, bob: Any, contest: Any) -> None:
    _, entries = contest("voting", 3)
    text = api(bob).post(BALLOTS, WISH).content.decode()
    for entry in entries:
        for telling in (entry.title, entry.maker.username, str(entry.pk), entry.song_id, "Melody"):
            assert telling not in text


def test_it_hands_out_the_open_ballot_again(api: Any, bob: Any, contest: Any) -> None:
    contest("voting", 4)
    assert api(bob).post(BALLOTS, WISH).json()["id"] == api(bob).post(BALLOTS, WISH).json()["id"]


def test_it_never_draws_the_voters_own(contest: Any, heard_ballot: Any) -> None:
    challenge, entries = contest("voting", 4)
    voter = entries[0].maker
    ballots = []
    while (ballot := ballot_issue(challenge=challenge, voter=voter)) is not None:
        Ballot.objects.filter(pk=ballot.pk).update(skipped_at=ballot.issued_at)
        ballots.append(ballot)
    assert len(ballots) == 3
    assert entries[0].pk not in [ballot.entry_a_id for ballot in ballots]
    assert entries[0].pk not in [ballot.entry_b_id for ballot in ballots]


def test_it_says_when_nothing_is_left(api: Any, bob: Any, contest: Any) -> None:
    contest("voting", 1)
    assert api(bob).post(BALLOTS, WISH).status_code == 204


def test_it_keeps_the_seed_of_the_draw(contest: Any, bob: Any) -> None:
    challenge, entries = contest("voting", 4)
    ballot = ballot_issue(challenge=challenge, voter=bob)
    assert ballot is not None
    in_order = sorted(entries, key=lambda entry: entry.receipt)
    assert next_pair([entry.pk for entry in in_order], {}, [], ballot.seed) == (
        ballot.entry_a_id,
        ballot.entry_b_id,
    )


@pytest.mark.parametrize("phase", ["upcoming", "open", "closed"])
def test_it_rejects_outside_the_phase(phase: str, api: Any, bob: Any, contest: Any) -> None:
    contest(phase)
    assert api(bob).post(BALLOTS, WISH).json()["code"] == "not_voting"


def test_it_requires_sign_in(api: Any, contest: Any) -> None:
    contest("voting")
    assert api().post(BALLOTS, WISH).status_code in (401, 403)
    assert not Ballot.objects.exists()


def test_it_rejects_unknown_challenges(api: Any, bob: Any, db: None) -> None:
    assert api(bob).post(BALLOTS, {"challenge": "nowhere"}).status_code == 404
    assert api(bob).post(BALLOTS, {}).status_code == 400


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_handles_eight_at_once(bob: Any, contest: Any) -> None:
    challenge, _ = contest("voting", 4)

    def issue(_: int) -> Any:
        try:
            ballot = ballot_issue(challenge=challenge, voter=bob)
        finally:
            connection.close()
        return ballot and ballot.pk

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(issue, range(8)))) == 1
    assert Ballot.objects.count() == 1
