"""Somebody leaves who made an entry with others: it stays with the others."""

from typing import Any

import pytest

from chartbusters.challenges.models import Author, Entry, Member
from chartbusters.challenges.people import people_of
from chartbusters.challenges.services import author_accept, author_ask, entry_create
from tests.chartbusters.leaving.erasing import erase
from tests.contests import to_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(challenge_in: Any, composition_of: Any, alice: Any, bob: Any) -> Entry:
    """Alice's and bob's, in a challenge that still takes entries."""
    challenge = challenge_in("open")
    entry = entry_create(challenge=challenge, composition=composition_of(alice), maker=alice)
    asked = author_ask(entry=entry, by=alice, username="bob")
    author_accept(author=asked, person=bob)
    return entry


def names(entry: Entry) -> list[str]:
    entry.refresh_from_db()
    return [one.shown_name for one in people_of([entry])[entry.pk]]


def test_it_stays_with_the_co_author_when_its_maker_leaves(ours: Entry, alice: Any) -> None:
    erase(alice)
    assert names(Entry.objects.get(pk=ours.pk)) == ["Former member", "bob"]


def test_it_stays_with_its_maker_when_a_co_author_leaves(
    ours: Entry, bob: Any, visitor: Any
) -> None:
    Member.objects.create(challenge=ours.challenge, email="bob@example.org")
    to_phase(ours.challenge, "closed")
    assert "alice and bob" in visitor.get("/challenges/tunes/entries/").content.decode()
    erase(bob)
    ours.refresh_from_db()
    assert names(ours) == ["alice"] and ours.co_authors == 0 and not Author.objects.exists()
    assert not Member.objects.exists(), "no list keeps the address of who has left"
    assert "bob" not in visitor.get("/challenges/tunes/entries/").content.decode()
