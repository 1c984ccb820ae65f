"""A history does not grow with every autosave, and loses nothing that somebody may ask for."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db.models import F

from chartbusters.challenges.services import entry_create
from chartbusters.compositions import services
from chartbusters.compositions.models import Composition, Revision
from chartbusters.compositions.naming import revision_name
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.services import composition_create, revision_add
from chartbusters.compositions.storing import storage_counted, stored_of
from chartbusters.compositions.thinning import LAST, ONE_FOR, is_needed
from generation.models import StoredSong
from generation.music.song import Song
from generation.services import job_create, song_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def song(alice: Any, sample_song: Callable[..., Song]) -> Composition:
    return composition_create(owner=alice, song=sample_song(), title="Mine")


def save(
    song: Composition,
    sample_song: Callable[..., Song],
    count: int,
    every: timedelta,
    first: int = 1,
) -> None:
    """So many autosaves, one after the other in time: those before are made older each time."""
    for number in range(first, first + count):
        Revision.objects.update(created_at=F("created_at") - every)
        revision_add(composition=song, song=sample_song(title=f"State {number}"))


def numbers(song: Composition) -> list[int]:
    return list(song.revisions.values_list("number", flat=True))


def test_it_works(song: Composition, sample_song: Callable[..., Song], alice: Any) -> None:
    save(song, sample_song, 100, timedelta(seconds=5))
    kept = numbers(song)
    assert kept == [1, *range(101 - LAST + 1, 102)]
    assert stored_of(owner=alice).used == storage_counted(owner=alice)
    song.refresh_from_db()
    assert song.head and song.head.number == 101 and song.head.song.song.title == "State 100"


def test_what_has_a_name_stays(song: Composition, sample_song: Callable[..., Song]) -> None:
    save(song, sample_song, 2, timedelta(seconds=5))
    revision_name(revision=song.revisions.get(number=3), name="The good one")
    save(song, sample_song, LAST + 2, timedelta(seconds=5), first=4)
    assert numbers(song) == [1, 3, *range(6, LAST + 6)]


def test_one_stays_for_some_minutes(song: Composition, sample_song: Callable[..., Song]) -> None:
    save(song, sample_song, 80, timedelta(minutes=2))
    old = numbers(song)[:-LAST]
    times = list(song.revisions.filter(number__in=old).values_list("created_at", flat=True))
    gaps = [after - before for before, after in pairwise(times)]
    assert len(gaps) > 5 and min(gaps) >= ONE_FOR and max(gaps) < 2 * ONE_FOR


def test_the_notes_go_with_it(
    song: Composition, sample_song: Callable[..., Song], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        save(song, sample_song, 60, timedelta(seconds=5))
    assert StoredSong.objects.count() == song.revisions.count() == LAST + 1


def test_what_somebody_refers_to_stays(
    song: Composition,
    alice: Any,
    bob: Any,
    done_job: Any,
    sample_song: Callable[..., Song],
    challenge_in: Callable[..., Any],
) -> None:
    save(song, sample_song, 2, timedelta(seconds=5))
    song.refresh_from_db()
    entry_create(challenge=challenge_in("open"), composition=song, maker=alice)
    save(song, sample_song, 2, timedelta(seconds=5), first=3)
    song.refresh_from_db()
    assert song.head
    job_create(
        owner=bob, session_key="", technique="gan", model="gan-pop", song=song.head.song.song
    )
    save(song, sample_song, 2, timedelta(seconds=5), first=5)
    job = done_job(alice)
    revision_add(composition=song, song=job.result.song, source=Source("generated", job.pk))
    revision_add(composition=song, song=sample_song(bars=3), source=Source("edited", job.pk))
    revision_add(composition=song, song=sample_song(bars=9), source=Source("imported"))
    save(song, sample_song, 40, timedelta(seconds=5), first=7)
    assert set(numbers(song)[:-LAST]) == {1, 3, 5, 8, 9, 10}


def test_whatever_refers_to_a_revision_holds_it(
    song: Composition, sample_song: Callable[..., Song]
) -> None:
    """Rooms above, and those that come later, hold what they refer to without a word here."""
    save(song, sample_song, 2, timedelta(seconds=5))
    assert [is_needed(revision=one) for one in song.revisions.all()] == [True, False, True]


def test_other_songs_are_left_alone(
    song: Composition,
    alice: Any,
    bob: Any,
    sample_song: Callable[..., Song],
    django_capture_on_commit_callbacks: Any,
) -> None:
    shared = sample_song(title="State 2")
    his = composition_create(owner=bob, song=shared, title="His")
    with django_capture_on_commit_callbacks(execute=True):
        save(song, sample_song, 40, timedelta(seconds=5))
    assert (
        his.revisions.count() == 1
        and StoredSong.objects.get(pk=song_store(song=shared).pk).song == shared
    )


def test_a_long_evening_is_no_reason_to_stop(
    song: Composition, sample_song: Callable[..., Song], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_REVISIONS", LAST + 5)
    save(song, sample_song, 60, timedelta(seconds=5))
    assert numbers(song)[-1] == 61
