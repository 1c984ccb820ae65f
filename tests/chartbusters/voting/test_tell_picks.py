"""Who was behind A and B is told when voting is over: each voter their own picks."""

from base64 import b64decode
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from chartbusters.leaving.selectors import votes_told
from chartbusters.voting.models import Vote
from chartbusters.voting.services import vote_cast
from tests.contests import to_phase

VOTES = "/api/v1/votes/"


@pytest.fixture
def voted(bob: Any, contest: Any, heard_ballot: Any) -> Any:
    """A challenge in which bob has voted twice, and his ballots."""
    challenge, _ = contest("voting", 4)
    ballots = []
    for outcome in ("a", "tie"):
        ballots.append(heard_ballot(bob, challenge))
        vote_cast(ballot=ballots[-1], outcome=outcome)
    return challenge, ballots


@pytest.mark.postgres
def test_it_works(api: Any, bob: Any, voted: Any) -> None:
    challenge, ballots = voted
    to_phase(challenge, "closed")
    told = api(bob).get(VOTES).json()["results"]
    assert [one["chosen"] for one in told] == ["tie", "a"]
    assert told[1]["a"] == {
        "title": ballots[0].entry_a.title,
        "maker": ballots[0].entry_a.maker.username,
        "url": None,
    }


def test_nothing_is_told_of_makers_while_voting_runs(api: Any, bob: Any, voted: Any) -> None:
    _, ballots = voted
    answer = api(bob).get(VOTES)
    assert [(one["a"], one["b"]) for one in answer.json()["results"]] == [(None, None)] * 2
    text = answer.content.decode() + str(list(votes_told(person=bob)))
    for ballot in ballots:
        for entry in (ballot.entry_a, ballot.entry_b):
            for telling in (entry.title, entry.maker.username, str(entry.pk), f"{entry.number}"):
                assert f"'{telling}'" not in text and f'"{telling}"' not in text


def test_what_one_takes_home_names_them_when_all_is_over(bob: Any, voted: Any) -> None:
    challenge, ballots = voted
    to_phase(challenge, "closed")
    taken = list(votes_told(person=bob))
    assert [one["entry_a"] for one in taken] == [ballot.entry_a_id for ballot in ballots]


def test_it_tells_nobody_elses(api: Any, charlie: Any, voted: Any) -> None:
    challenge, _ = voted
    to_phase(challenge, "closed")
    assert api(charlie).get(VOTES).json()["results"] == []
    assert api().get(VOTES).status_code in (401, 403)


def test_it_can_be_asked_of_one_challenge(
    api: Any, bob: Any, voted: Any, contest: Any, heard_ballot: Any
) -> None:
    other, _ = contest("voting", 3, slug="waltzes")
    vote_cast(ballot=heard_ballot(bob, other), outcome="b")
    told = api(bob).get(f"{VOTES}?challenge=waltzes").json()["results"]
    assert [(one["challenge"], one["chosen"]) for one in told] == [("waltzes", "b")]


def test_the_page_tells_them_when_all_is_over(client_of: Any, bob: Any, voted: Any) -> None:
    challenge, ballots = voted
    address = "/challenges/tunes/votes/"
    page = client_of(bob).get(address).content.decode()
    assert "2 votes" in page and "when voting is over" in page and "Secret title" not in page
    to_phase(challenge, "closed")
    page = client_of(bob).get(address).content.decode()
    for ballot in ballots:
        assert ballot.entry_a.title in page and ballot.entry_b.title in page
    assert "You chose A" in page and "Equally good" in page
    board = client_of(bob).get("/challenges/tunes/leaderboard/").content.decode()
    assert address in board


def test_the_page_comes_in_parts(
    client_of: Any, bob: Any, voted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chartbusters.voting.picks.SHOWN", 1)
    to_phase(voted[0], "closed")
    client = client_of(bob)
    page = client.get("/challenges/tunes/votes/").content.decode()
    assert "Equally good" in page and "You chose A" not in page
    older = page.partition('href="?before=')[2].partition('"')[0]
    page = client.get(f"/challenges/tunes/votes/?before={older}").content.decode()
    assert "You chose A" in page and "Equally good" not in page
    assert "?before=" not in page.partition("<main")[2]
    for nonsense in ("x", "²", "2026-13-01T00:00Z", "2026-01-01"):
        assert client.get(f"/challenges/tunes/votes/?before={nonsense}").status_code == 404


def test_the_page_requires_sign_in(visitor: Any, contest: Any) -> None:
    contest("closed")
    assert visitor.get("/challenges/tunes/votes/").status_code == 302


def test_where_a_list_goes_on_tells_nothing_of_others_votes(
    api: Any, bob: Any, charlie: Any, voted: Any, heard_ballot: Any
) -> None:
    """Keys of votes are counted up: two of them would tell how many had come in between."""
    challenge, _ = voted
    vote_cast(ballot=heard_ballot(charlie, challenge), outcome="a")
    link = api(bob).get(f"{VOTES}?page_size=1").json()["next"]
    cursor = parse_qs(urlsplit(link).query)["cursor"][0]
    place = parse_qs(b64decode(cursor).decode())["p"][0]
    first = Vote.objects.filter(ballot__voter=bob).order_by("-cast_at")[0]
    assert datetime.fromisoformat(place) == first.cast_at
