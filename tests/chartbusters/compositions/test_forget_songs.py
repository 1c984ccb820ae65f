"""Songs that nobody holds any more go with all that is known of them; what somebody holds stays."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.functions import Now

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.forgetting import recording_forget, song_forget, songs_sweep
from chartbusters.compositions.models import Composition, Rendering, RenderingState, Visibility
from chartbusters.compositions.rendering import rendering_request
from chartbusters.compositions.services import composition_create, composition_delete
from generation.models import StoredSong
from generation.services import job_create, song_store
from scoring.models import ScoreReport
from scoring.services import score_report_request

pytestmark = pytest.mark.django_db


def recorded(digest: str) -> str:
    """Gives the song a recording; returns the name of its file."""
    rendering, _ = Rendering.objects.get_or_create(song_id=digest)
    rendering.state = RenderingState.DONE
    rendering.audio.save("recording.mp3", ContentFile(b"sound"))
    return str(rendering.audio.name)


def age() -> None:
    StoredSong.objects.update(created_at=Now() - timedelta(days=2))


def test_it_works(alice: Any, sample_song: Callable[..., Any]) -> None:
    composition = composition_create(
        owner=alice, song=sample_song(), title="Gone", visibility=Visibility.PUBLIC
    )
    assert composition.head is not None
    digest = composition.head.song_id
    file = recorded(digest)
    score_report_request(song=composition.head.song, genre="pop")
    composition_delete(composition=composition)
    assert songs_sweep() == 0  # a song of this minute may be about to be referred to
    age()
    assert songs_sweep() == 1
    assert not StoredSong.objects.filter(pk=digest).exists() and not default_storage.exists(file)
    assert not Rendering.objects.exists() and not ScoreReport.objects.exists()


def test_one_that_cannot_go_stops_no_other(
    sample_song: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = [song_store(song=sample_song(transpose=number)).pk for number in range(3)]
    files = [recorded(digest) for digest in digests]
    age()
    delete = default_storage.delete

    def stuck(name: str) -> None:
        if name == files[1]:
            raise PermissionError(name)
        delete(name)

    monkeypatch.setattr(default_storage, "delete", stuck)
    assert songs_sweep() == 2
    assert [song.pk for song in StoredSong.objects.all()] == [digests[1]]
    monkeypatch.undo()
    assert songs_sweep() == 1


def test_it_leaves_what_a_revision_a_job_or_an_entry_holds(
    alice: Any, bob: Any, sample_song: Callable[..., Any], challenge_in: Callable[..., Any]
) -> None:
    composition_create(owner=alice, song=sample_song(title="revision"), title="Kept")
    job_create(
        owner=bob, session_key="", technique="gan", model="gan-pop", song=sample_song(title="job")
    )
    composition = composition_create(owner=alice, song=sample_song(title="entry"), title="Entered")
    composition.refresh_from_db()
    entry_create(challenge=challenge_in("open"), composition=composition, maker=alice)
    composition_delete(composition=composition)
    age()
    assert songs_sweep() == 0
    assert StoredSong.objects.count() == 3


def test_it_leaves_the_recording_of_a_song_in_a_library(
    alice: Any, sample_song: Callable[..., Any]
) -> None:
    composition = composition_create(
        owner=alice, song=sample_song(), title="Mine", visibility=Visibility.PUBLIC
    )
    assert composition.head is not None
    file = recorded(composition.head.song_id)
    assert not recording_forget(digest=composition.head.song_id)
    assert default_storage.exists(file) and Rendering.objects.get().state == RenderingState.DONE


def test_it_goes_on_where_a_crash_left_it(
    sample_song: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file could not be deleted: row and song stay, and the next round finds both."""
    digest = song_store(song=sample_song()).digest
    file = recorded(digest)
    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "delete", lambda name: (_ for _ in ()).throw(OSError("no")))
        with pytest.raises(OSError, match="no"):
            song_forget(digest=digest)
    assert Rendering.objects.get().audio.name == file
    assert song_forget(digest=digest) and not default_storage.exists(file)


def test_a_recording_asked_for_meanwhile_is_made_anew(
    sample_song: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = song_store(song=sample_song()).digest
    recorded(digest)
    with monkeypatch.context() as busy:
        busy.setattr(
            default_storage, "delete", lambda name: rendering_request(digest=digest, owner=None)
        )
        assert not song_forget(digest=digest)
    assert Rendering.objects.get().state == RenderingState.QUEUED and StoredSong.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_song_stored_at_the_same_moment_stays(
    alice: Any, sample_song: Callable[..., Any]
) -> None:
    """One saves the very song that is just being forgotten: it is held, or made anew, and never
    missing."""
    song, saved = sample_song(), []

    def save() -> None:
        saved.append(composition_create(owner=alice, song=song, title="Saved"))

    for _ in range(10):
        digest = song_store(song=song).digest
        assert together(save, partial(song_forget, digest=digest)) == []
        composition = Composition.objects.select_related("head__song").get(pk=saved[-1].pk)
        assert composition.head is not None and composition.head.song.digest == digest
        composition_delete(composition=composition)


def together(*actions: Callable[[], Any]) -> list[Exception]:
    """What goes wrong when all begin at once."""
    gate, errors = threading.Barrier(len(actions)), []

    def one(action: Callable[[], Any]) -> None:
        gate.wait()
        try:
            action()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors
