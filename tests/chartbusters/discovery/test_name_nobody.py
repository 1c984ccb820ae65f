"""Lists and searches give what everybody may hear at this moment: what is private, hidden, deleted
or silent while a vote runs is gone at once, and no list tells who is in a running vote."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.models import Entry
from chartbusters.challenges.services import entry_create, entry_withdraw
from chartbusters.compositions.hiding import composition_hide
from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import (
    composition_create,
    composition_delete,
    composition_update,
)
from chartbusters.discovery import matching
from chartbusters.discovery.models import Listing
from chartbusters.leaving.services import person_erase
from tests.chartbusters.discovery.conftest import titles
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
DOORS = [
    "/songs/", "/songs/?sort=loved", "/songs/?q=waltz", "/songs/?q=waltz&sort=loved",
    "/songs/?challenge=tunes", "/api/v1/songs/", "/api/v1/songs/?q=waltz", "/songs/feed.atom",
    "/@alice/feed.atom", "/",
]  # fmt: skip


@pytest.fixture
def waltz(alice: Any, song_of: Any) -> Composition:
    song: Composition = song_of(alice, "Waltz")
    return song


@pytest.fixture
def entered(waltz: Composition, challenge_in: Any) -> Callable[..., Entry]:
    def make(phase: str, **fields: Any) -> Entry:
        challenge = challenge_in("open", title="Waltz week")
        entry = entry_create(challenge=challenge, composition=waltz, maker=waltz.owner, **fields)
        to_phase(challenge, phase)
        return entry

    return make


def named() -> list[str]:
    """Doors that name the song to a visitor."""
    pages = {door: Client().get(door).content.decode() for door in DOORS}
    return [door for door, page in pages.items() if ">Waltz<" in page or '"Waltz"' in page]


@pytest.mark.usefixtures("both_ways")
def test_it_works(waltz: Composition) -> None:
    assert named() == [door for door in DOORS if "challenge" not in door]


@pytest.mark.usefixtures("both_ways")
@pytest.mark.parametrize("way", ["private", "secret", "hidden", "deleted", "off", "erased"])
def test_it_is_gone_at_once(way: str, waltz: Composition, alice: Any, staff: Any) -> None:
    assert named()
    if way in ("private", "secret"):
        composition_update(composition=waltz, visibility=way)
    elif way == "hidden":
        composition_hide(composition=waltz, by=staff, reason="Somebody else's.")
    elif way == "deleted":
        composition_delete(composition=waltz)
    elif way == "erased":
        person_erase(person=alice, by=alice)
    else:
        alice.is_active = False
        alice.save()
    assert named() == [] and titles(q="waltz") == []
    assert way == "off" or not Listing.objects.exclude(words="").exists()


def test_it_comes_back_where_it_was(waltz: Composition, alice: Any, song_of: Any) -> None:
    """Nobody gets to the front by hiding a song and showing it again."""
    song_of(alice, "Later")
    composition_update(composition=waltz, visibility="private")
    composition_update(composition=waltz, visibility="public")
    assert titles() == ["Later", "Waltz"] and titles(q="waltz") == ["Waltz"]


@pytest.mark.usefixtures("both_ways")
def test_it_is_silent_while_a_vote_runs(waltz: Composition, entered: Any) -> None:
    entry = entered("open")
    for phase in ("open", "held", "voting"):
        to_phase(entry.challenge, phase)
        assert named() == [] and titles(q="waltz") == [] and titles(challenge="tunes") == []
    # A copy of it by the same maker sounds the same.
    composition_create(owner=waltz.owner, song=entry.song.song, title="Waltz", visibility="public")
    assert named() == []


def test_no_list_tells_who_takes_part(entered: Any) -> None:
    """Also not of who agreed to be known on ballots: that is said to voters of that vote."""
    entry = entered("open", heard_by_all=True)
    for phase in ("open", "held", "voting"):
        to_phase(entry.challenge, phase)
        assert titles(q="waltz") == ["Waltz"] and titles(challenge="tunes") == []
        assert titles(q="week") == titles(q="tunes") == []
    page = Client().get("/songs/?q=waltz").content.decode()
    assert "Waltz week" not in page
    assert "Waltz week" not in Client().get("/songs/?challenge=tunes").content.decode()


def test_it_is_found_by_its_challenge_when_that_is_over(
    entered: Any, alice: Any, song_of: Any
) -> None:
    entry = entered("closed")
    song_of(alice, "Other")
    assert titles(challenge="tunes") == titles(challenge="tunes", q="waltz") == ["Waltz"]
    assert titles(challenge="tunes", q="polka") == titles(challenge="others") == []
    assert "songs of Waltz week" in Client().get("/songs/?q=waltz+week").content.decode()
    to_phase(entry.challenge, "open")
    entry_withdraw(entry=entry)
    to_phase(entry.challenge, "closed")
    assert titles(challenge="tunes") == []


def test_many_silent_songs_end_no_list(
    alice: Any, bob: Any, song_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all that one answer may look at is silent, the list goes on behind it."""
    monkeypatch.setattr(matching, "LOOKED", 3)
    monkeypatch.setattr("chartbusters.discovery.selectors.LOOKED", 3)
    song_of(bob, "Waltz first")
    for number in range(3):
        song_of(alice, f"Waltz {number}")
    alice.is_active = False
    alice.save()
    page = Client().get("/api/v1/songs/").json()
    assert page["results"] == [] and page["next"]
    assert [song["title"] for song in Client().get(page["next"]).json()["results"]] == [
        "Waltz first"
    ]
