"""The bytes of a person's songs are counted exactly, whoever saves and deletes at the same moment,
and have an end."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, connection

from chartbusters.compositions.forgetting import songs_pack
from chartbusters.compositions.models import Composition, Storage
from chartbusters.compositions.services import (
    composition_create,
    composition_delete,
    compositions_erase,
    revision_add,
)
from chartbusters.compositions.storing import storage_counted, stored_of
from chartbusters.web.errors import Refusal
from generation.models import StoredSong
from generation.music.song import Song
from generation.services import song_store

pytestmark = pytest.mark.django_db


def exact(person: Any) -> int:
    """The sum that stands in the row, which must be that of the rows."""
    used = stored_of(owner=person).used
    assert used == storage_counted(owner=person)
    return used


def test_it_works(alice: Any, bob: Any, sample_song: Callable[..., Song]) -> None:
    first = composition_create(owner=alice, song=sample_song(), title="One")
    one = exact(alice)
    revision_add(composition=first, song=sample_song(bars=8))
    two = exact(alice)
    # nothing has changed, so nothing is stored
    revision_add(composition=first, song=sample_song(bars=8))
    assert 0 < one < two == exact(alice)
    second = composition_create(owner=alice, song=sample_song(bars=2), title="Two")
    assert exact(alice) > two and exact(bob) == 0
    composition_delete(composition=second)
    assert exact(alice) == two
    composition_delete(composition=first)
    composition_delete(composition=first)
    assert exact(alice) == 0


def test_it_has_an_end(
    alice: Any, bob: Any, api: Any, sample_song: Callable[..., Song], settings: LazySettings
) -> None:
    song = composition_create(owner=alice, song=sample_song(), title="One")
    composition_create(owner=bob, song=sample_song(), title="His")
    settings.STORED_MEGABYTES = 0
    with pytest.raises(Refusal, match="Delete songs") as refused:
        revision_add(composition=song, song=sample_song(bars=8))
    assert refused.value.status == 413
    before = exact(alice)
    stored = song_store(song=sample_song(bars=8)).document
    answer = api(alice).post("/api/v1/compositions/", {"title": "Two", "document": stored})
    assert answer.status_code == 413 and answer.json()["code"] == "storage_full"
    assert exact(alice) == before and Composition.objects.filter(owner=alice).count() == 1
    composition_delete(composition=song)
    settings.STORED_MEGABYTES = 1
    composition_create(owner=alice, song=sample_song(), title="Again")


def test_it_tells_in_time(
    alice: Any, client_of: Any, sample_song: Callable[..., Song], settings: LazySettings
) -> None:
    composition_create(owner=alice, song=sample_song(), title="One")
    assert (
        "that we keep for one person" not in client_of(alice).get("/compositions/").content.decode()
    )
    Storage.objects.update(used=0.85 * settings.STORED_MEGABYTES * 1_000_000)
    assert "that we keep for one person" in client_of(alice).get("/compositions/").content.decode()
    assert "Room for songs" in client_of(alice).get("/accounts/data/").content.decode()


def test_who_leaves_takes_nothing(alice: Any, bob: Any, sample_song: Callable[..., Song]) -> None:
    for person in (alice, bob):
        composition_create(owner=person, song=sample_song(), title="One")
    compositions_erase(owner=alice)
    assert exact(alice) == 0 and exact(bob) > 0


def test_the_sum_is_never_negative(alice: Any, sample_song: Callable[..., Song]) -> None:
    composition_create(owner=alice, song=sample_song(), title="One")
    with pytest.raises(IntegrityError):
        Storage.objects.update(used=-1)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_is_exact_when_many_save_and_delete_at_once(
    alice: Any, sample_song: Callable[..., Song], settings: LazySettings
) -> None:
    """Eight threads save; half of what they save is deleted twice; all that fits is there and
    nothing beyond."""
    composition_create(owner=alice, song=sample_song(), title="Zero")
    one = exact(alice)
    settings.STORED_MEGABYTES = 10 * one / 1_000_000
    gate, unexpected = threading.Barrier(8), []

    def live(number: int) -> None:
        try:
            gate.wait()
            for turn in range(3):
                made = _saved(alice, sample_song(transpose=number), f"{number} {turn}")
                if made and number % 2:
                    composition_delete(composition=made)
        except Exception as error:  # whatever it is, it must not be
            unexpected.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=live, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert unexpected == []
    assert exact(alice) <= 10 * one and Composition.objects.filter(owner=alice).count() > 5


def _saved(person: Any, song: Song, title: str) -> Composition | None:
    try:
        return composition_create(owner=person, song=song, title=title)
    except Refusal as refusal:
        assert refusal.code == "storage_full"
        return None


class TestPacking:
    def test_it_keeps_every_note(self, sample_song: Callable[..., Song]) -> None:
        song = sample_song(bars=8, band=True, title="Ünïcödé 音楽")
        row = song_store(song=song)
        row.refresh_from_db()
        assert row.song == song and row.song.digest == row.pk == song.digest
        assert (
            row.packed is not None
            and row.plain is None
            and len(row.packed) * 3 < len(row.document_json)
        )

    def test_songs_of_before_are_read_and_packed(self, sample_song: Callable[..., Song]) -> None:
        song = sample_song(bars=8)
        document = song_store(song=song).document
        StoredSong.objects.update(plain=document, packed=None)
        old = StoredSong.objects.get()
        assert old.song == song and song_store(song=song).pk == old.pk
        assert (songs_pack(), songs_pack()) == (1, 0)
        new = StoredSong.objects.get()
        assert new.song == song and new.plain is None and new.document == document

    def test_a_song_has_its_notes(self, sample_song: Callable[..., Song]) -> None:
        song_store(song=sample_song())
        with pytest.raises(IntegrityError):
            StoredSong.objects.update(packed=None)
