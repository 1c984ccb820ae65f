"""The challenges in which one takes part, on a page of one's own."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.results import Result
from tests.contests import to_phase

ADDRESS = "/me/challenges/"


def test_it_works(client_of: Any, contest: Any, monkeypatch: Any) -> None:
    challenge, (entry, *_) = contest("open")
    mine = client_of(entry.maker)
    page = mine.get(ADDRESS).content.decode()
    assert "Secret title 0" in page and entry.receipt in page and "Secret title 1" not in page
    assert "surely first" not in page
    to_phase(challenge, "voting")
    assert f"/challenges/{challenge.slug}/vote/" in mine.get(ADDRESS).content.decode()
    to_phase(challenge, "closed")
    told = [lambda asked: {pk: Result(1, 1, 3) for pk in asked}]
    monkeypatch.setattr("chartbusters.challenges.results.RESULTS", told)
    page = mine.get(ADDRESS).content.decode()
    assert "surely first of 3" in page and f"/challenges/{challenge.slug}/reveal/" in page


def test_it_tells_voters_what_is_due(
    client_of: Any, contest: Any, heard_ballot: Any, charlie: Any
) -> None:
    from chartbusters.voting.services import vote_cast

    challenge, _ = contest("voting")
    vote_cast(ballot=heard_ballot(charlie, challenge), outcome="a")
    page = client_of(charlie).get(ADDRESS).content.decode()
    assert "1 vote cast" in page and "Vote on" in page and "Secret title" not in page


def test_it_requires_somebody_signed_in(visitor: Any, db: None) -> None:
    assert "/login/" in visitor.get(ADDRESS)["Location"]


def test_it_leads_on_who_has_none(client_of: Any, contest: Any, charlie: Any) -> None:
    contest("open")
    page = client_of(charlie).get(ADDRESS).content.decode()
    assert "Find a challenge" in page and "Secret title" not in page


def test_it_asks_the_same_for_one_and_for_many(client_of: Any, contest: Any) -> None:
    _, (entry, *_) = contest("closed", 1)
    client, counts = client_of(entry.maker), []
    for slug in ("", "more", "most"):
        if slug:
            contest("closed", 1, slug=slug)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counts.append(len(queries))
    assert len(set(counts)) == 1
