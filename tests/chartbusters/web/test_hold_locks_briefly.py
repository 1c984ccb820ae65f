"""What takes a while is worked out before a lock is taken: SQLite has one for all who write."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client

from chartbusters.compositions.models import Composition, Rendering
from chartbusters.compositions.services import composition_create, composition_update, revision_add
from chartbusters.joining.services import people_add, person_welcome
from generation import catalogue, services
from generation.models import JobState, StoredSong, songs
from generation.music.song import Song
from generation.workers.jobs import run

Songs = Callable[..., Song]
pytestmark = pytest.mark.django_db(transaction=True)


class Slow:
    """Counts the calls of something slow, and how many of them were made in a transaction."""

    def __init__(self, what: Callable[..., Any]) -> None:
        self.what = what
        self.calls = self.locked = 0

    def __call__(self, *words: Any, **more: Any) -> Any:
        self.calls += 1
        self.locked += connection.in_atomic_block
        return self.what(*words, **more)


@pytest.fixture
def packing(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow(songs.packed)
    monkeypatch.setattr(songs, "packed", slow)
    return slow


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow(MD5PasswordHasher.encode)
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *words, **more: slow(*words, **more))
    return slow


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow(songs.from_document)
    monkeypatch.setattr(songs, "from_document", slow)
    return slow


def test_songs_are_packed_before_they_are_saved(
    packing: Slow, alice: Any, sample_song: Songs
) -> None:
    piece = composition_create(owner=alice, song=sample_song(bars=2), title="A")
    revision_add(composition=piece, song=sample_song(bars=3))
    assert (packing.calls, packing.locked) == (2, 0)


def test_what_is_stored_is_not_packed_again(packing: Slow, alice: Any, sample_song: Songs) -> None:
    for title in "AB":
        composition_create(owner=alice, song=sample_song(), title=title)
    assert packing.calls == 1
    assert StoredSong.objects.get().song == sample_song()


def test_songs_are_packed_before_a_take_is_asked_for_and_handed_in(
    packing: Slow, alice: Any, sample_song: Songs
) -> None:
    card = next(card for card in catalogue.cards() if card.technique == "gan")
    wish = {"technique": "gan", "model": card.name, "parameters": {"refine": 0}}
    job = services.job_create(owner=alice, session_key="", song=sample_song(), **wish)
    run(worker="w")
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert (packing.calls, packing.locked) == (2, 0)


def test_a_song_is_read_before_it_is_shared(reading: Slow, alice: Any, sample_song: Songs) -> None:
    made = composition_create(owner=alice, song=sample_song(), title="A")
    piece = Composition.objects.select_related("owner", "head").get(pk=made.pk)
    composition_update(composition=piece, visibility="public")
    assert (reading.calls, reading.locked) == (1, 0)
    assert Rendering.objects.get().cost > 0


def test_passwords_are_hashed_before_accounts_are_made(
    hashing: Slow, client: Client, settings: Any
) -> None:
    words = {"username": "dora", "email": "", "password1": "a-long-enough-word"}
    assert client.post("/accounts/signup/", words).status_code == 302
    assert (hashing.calls, hashing.locked) == (1, 0)
    assert Client().login(username="dora", password="a-long-enough-word")


def test_passwords_are_hashed_before_links_are_used(hashing: Slow) -> None:
    (added,) = people_add(text="erik", by=None, address=lambda page, token: token)
    assert added.link
    person = person_welcome(code=added.link, password="a-long-enough-word")
    assert (hashing.calls, hashing.locked) == (1, 0)
    assert person.check_password("a-long-enough-word")
