"""Co-authors are named by the maker, stand beside them once they say yes, and judge nothing of
it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.models import Author, Challenge, Entry
from chartbusters.challenges.people import people_of
from chartbusters.challenges.services import (
    author_accept,
    author_ask,
    author_decline,
    entry_create,
)
from chartbusters.notices.models import Notice
from chartbusters.voting.selectors import candidates_of, progress_of
from chartbusters.web.errors import Refusal
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(contest: Any, alice: Any, composition_of: Any) -> Entry:
    """Alice's, in an open challenge with two others."""
    challenge, _ = contest("open", 2)
    song = composition_of(alice, title="Ours", transpose=5)
    return entry_create(challenge=challenge, composition=song, maker=alice)


def signed(entry: Entry, person: Any) -> Author:
    asked = author_ask(entry=entry, by=entry.maker, username=person.username)
    return author_accept(author=asked, person=person)


def refused(code: str, act: Callable[..., Any], /, **asked: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**asked)
    assert refusal.value.code == code


def test_it_works_in_the_browser(entry: Entry, alice: Any, bob: Any, client_of: Any) -> None:
    maker, other = client_of(alice), client_of(bob)
    told = maker.post(f"{entry.get_absolute_url()}authors/", {"username": "@Bob"}, follow=True)
    assert "bob is asked to sign" in told.content.decode()
    assert "made “Ours” together" in other.get("/challenges/tunes/").content.decode()
    assert "Ours" in other.get("/signing/").content.decode()
    question = other.get(f"/signing/{entry.pk}/").content.decode()
    assert "Did you make “Ours” too?" in question
    assert other.get(f"/signing/{entry.pk}/document.json").json()["tracks"]
    other.post(f"/signing/{entry.pk}/", {"answer": "yes"})
    entry.refresh_from_db()
    assert entry.co_authors == 1
    told = Notice.objects.filter(person=alice).values_list("event__kind", "event__label")
    assert ("author_answered", "Ours") in told
    assert [one.username for one in people_of([entry])[entry.pk]] == ["alice", "bob"]
    assert "Ours" in other.get(entry.get_absolute_url()).content.decode()
    assert "Receipt" not in other.get(entry.get_absolute_url()).content.decode()


def test_names_are_told_when_voting_is_over_and_not_before(
    entry: Entry, bob: Any, charlie: Any, api: Any, client_of: Any, visitor: Any
) -> None:
    signed(entry, bob)
    stranger = client_of(charlie)
    to_phase(entry.challenge, "voting")
    for address in ("/challenges/tunes/", "/challenges/tunes/entries/", "/@bob/"):
        for seen in (visitor, stranger):
            assert "Ours" not in seen.get(address).content.decode(), address
    blind = api(charlie).get("/api/v1/challenges/tunes/entries/").json()["results"]
    assert not any("co_authors" in one for one in blind)
    to_phase(entry.challenge, "closed")
    for seen in (visitor, stranger):
        assert "by alice and bob" in seen.get("/challenges/tunes/entries/").content.decode()
        assert "by alice and bob" in seen.get(entry.get_absolute_url()).content.decode()
        assert "Ours" in seen.get("/@bob/").content.decode()
    told = api(charlie).get("/api/v1/challenges/tunes/entries/").json()["results"]
    assert [one["co_authors"] for one in told if one["name"] == "Ours"] == [["bob"]]


def test_ballots_never_give_it_to_whom_its_maker_has_named(
    entry: Entry, bob: Any, charlie: Any
) -> None:
    """Who said no knows whose it is, too."""
    signed(entry, bob)
    asked = author_ask(entry=entry, by=entry.maker, username="charlie")
    author_decline(author=asked, person=charlie)
    others = set(Entry.objects.exclude(pk=entry.pk).values_list("pk", flat=True))
    for voter in (bob, charlie):
        found = candidates_of(challenge=entry.challenge, voter=voter)
        assert {key.replace("-", "") for key in found} == {pk.hex for pk in others}
        assert progress_of(challenge=entry.challenge, voter=voter).most == 1  # of two others


def test_it_refuses_others_twice_and_the_maker(
    entry: Entry, alice: Any, bob: Any, charlie: Any, api: Any
) -> None:
    address = f"/api/v1/entries/{entry.pk}/authors/"
    assert api(charlie).post(address, {"username": "charlie"}).status_code == 404
    assert api(alice).post(address, {"username": "alice"}).json()["code"] == "its_maker"
    assert api(alice).post(address, {"username": "nobody"}).status_code == 404
    assert api(alice).post(address, {"username": "bob"}).status_code == 201
    assert api(alice).post(address, {"username": "BOB"}).json()["code"] == "asked_already"
    answer = f"/api/v1/authorships/{entry.pk}/"
    assert api(charlie).post(answer, {"accept": True}).status_code == 404
    asked = api(bob).get("/api/v1/authorships/").json()["results"]
    assert [one["title"] for one in asked] == ["Ours"]
    assert api(bob).post(answer, {"accept": True}).json()["accepted_at"]
    assert api(alice).delete(f"{address}bob/").status_code == 204
    entry.refresh_from_db()
    assert entry.co_authors == 0 and not Author.objects.exists()


def test_nobody_signs_once_entries_are_closed(entry: Entry, bob: Any, charlie: Any) -> None:
    """They may have voted on it."""
    asked = author_ask(entry=entry, by=entry.maker, username="bob")
    stands = signed(entry, charlie)
    to_phase(entry.challenge, "voting")
    refused("not_open", author_accept, author=asked, person=bob)
    refused("not_open", author_ask, entry=entry, by=entry.maker, username="bob")
    author_decline(author=stands, person=charlie)  # a name goes whenever its person wants
    entry.refresh_from_db()
    assert entry.co_authors == 0


def test_where_the_organiser_says_so_it_counts_for_co_authors(
    entry: Entry, bob: Any, composition_of: Any
) -> None:
    Challenge.objects.update(authors_count=True)
    wish = {"challenge": entry.challenge, "composition": composition_of(bob, transpose=7)}
    own = entry_create(**wish, maker=bob)
    asked = author_ask(entry=entry, by=entry.maker, username="bob")
    refused("entries_full", author_accept, author=asked, person=bob)
    Entry.objects.filter(pk=own.pk).update(withdrawn_at=own.submitted_at)
    author_accept(author=asked, person=bob)
    refused("entries_full", entry_create, **wish, maker=bob)


def test_what_co_authors_show_of_its_tune_is_silent(
    entry: Entry, bob: Any, visitor: Any, composition_of: Any
) -> None:
    copy = composition_of(bob, title="Copy", transpose=5)
    type(copy).objects.filter(pk=copy.pk).update(visibility="public")
    heard = f"/@bob/{copy.slug}/notes.json"
    assert visitor.get(heard).status_code == 200
    signed(entry, bob)
    assert visitor.get(heard).status_code == 404


def test_names_cost_one_query_however_many_entries(entry: Entry, bob: Any, charlie: Any) -> None:
    signed(entry, bob)
    signed(entry, charlie)
    entries = list(Entry.objects.select_related("maker"))
    with CaptureQueriesContext(connection) as asked:
        people = people_of(entries)
    assert len(asked) == 1 and len(people[entry.pk]) == 3 and len(people) == 3
