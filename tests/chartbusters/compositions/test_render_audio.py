"""A worker makes the recording of a song: once, within its time, and again when its owner asks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
import soundfile
from django.db.models.functions import Now

from chartbusters.compositions import mastering, rendering, sounding
from chartbusters.compositions.models import Composition, Rendering, RenderingState
from chartbusters.compositions.rendering_queue import turn_claim
from chartbusters.compositions.services import composition_create, composition_update
from chartbusters.ops.instruments import instruments
from chartbusters.web.errors import Refusal
from generation.models import StoredSong
from generation.music.song import Song
from generation.services import song_store
from tests.chartbusters.compositions.test_master_sound import RATE

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(sample_song: Callable[..., Song]) -> str:
    """Digest of a stored song with a band."""
    return song_store(song=sample_song(bars=2, band=True)).digest


def make(digest: str) -> None:
    """What a worker does when this recording's turn has come."""
    row = Rendering.objects.get(pk=digest)
    if turn_claim(rendering=row, length=rendering.LEASE):
        rendering.rendering_make(rendering=row)


def test_it_works(stored: str, alice: Any, sample_song: Callable[..., Song]) -> None:
    rendering.rendering_request(digest=stored, owner=alice)
    assert rendering.rendering_next()
    row = Rendering.objects.get()
    assert (row.state, row.error_message, row.owner) == (RenderingState.DONE, "", alice)
    assert len(row.peaks) == mastering.PEAKS and max(row.peaks) > 30
    rings = row.seconds - sample_song(bars=2, band=True).seconds
    assert 0 < rings < 4.5
    assert row.loudness == pytest.approx(mastering.TARGET_LUFS, abs=1.0)
    with row.audio.open("rb") as file:
        sound, rate = soundfile.read(file)
    assert rate == RATE and len(sound) / rate == pytest.approx(row.seconds, abs=0.2)
    assert np.abs(sound).max() > 0.1
    assert not rendering.rendering_next()


def test_what_it_was_played_by_is_kept(stored: str) -> None:
    rendering.rendering_request(digest=stored, owner=None)
    assert Rendering.objects.get().instruments == ""
    make(stored)
    assert Rendering.objects.get().instruments == instruments().digest


def test_one_of_before_stays_and_is_made_no_more(stored: str) -> None:
    """Of the font before; asked for again, it is what it was."""
    rendering.rendering_request(digest=stored, owner=None)
    make(stored)
    Rendering.objects.update(instruments="")
    audio = Rendering.objects.get().audio.name
    rendering.rendering_request(digest=stored, owner=None)
    assert not rendering.rendering_next()
    row = Rendering.objects.get()
    assert (row.state, row.audio.name, row.instruments) == (RenderingState.DONE, audio, "")


def test_it_may_run_twice(stored: str) -> None:
    rendering.rendering_request(digest=stored, owner=None)
    make(stored)
    audio = Rendering.objects.get().audio.name
    make(stored)
    rendering.rendering_request(digest=stored, owner=None)
    row = Rendering.objects.get()
    assert (row.state, row.audio.name) == (RenderingState.DONE, audio)


def test_of_two_at_once_the_second_leaves_no_file(stored: str, tmp_path: Any) -> None:
    rendering.rendering_request(digest=stored, owner=None)
    audio = tmp_path / "audio.mp3"
    audio.write_bytes(b"sound")
    first = Rendering.objects.get()
    turn_claim(rendering=first, length=rendering.LEASE)
    # it has fallen silent, and another takes over
    Rendering.objects.update(lease_until=Now() - rendering.LEASE)
    second = Rendering.objects.get()
    turn_claim(rendering=second, length=rendering.LEASE)
    figures = {"seconds": 1.0, "loudness": -14.0, "peaks": []}
    for attempt in (first, second, first):
        rendering._hand_in(attempt, audio, figures)
    folder, name = Rendering.objects.get().audio.name.split("/")
    assert name == f"{stored}-2.mp3"
    assert rendering.default_storage.listdir(folder)[1] == [name]


@pytest.fixture
def failed(stored: str, alice: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """Digest of a song of alice's whose recording could not be made, for a reason that has gone
    since."""
    composition = composition_create(
        owner=alice, song=StoredSong.objects.get(pk=stored).song, title="Mine"
    )
    composition_update(composition=composition, visibility="public")
    monkeypatch.setattr(sounding, "PLAYER", "/nowhere/render.ts")
    make(stored)
    monkeypatch.undo()
    return stored


def test_a_failure_is_told(failed: str) -> None:
    row = Rendering.objects.get()
    assert (row.state, row.error_message) == (RenderingState.FAILED, rendering.FAILED)


def test_a_failure_is_not_tried_again_by_the_way(
    failed: str, alice: Any, visitor: Any, client_of: Any
) -> None:
    composition = Composition.objects.get()
    composition_update(composition=composition, title="Another")
    composition_update(composition=composition, visibility="secret")
    composition_update(composition=composition, visibility="public")
    assert visitor.get("/@alice/another/").status_code == 200
    assert client_of(alice).get("/@alice/another/rendering.json").json() == {"state": "failed"}
    assert rendering.rendering_request(digest=failed, owner=alice).state == RenderingState.FAILED


def test_its_owner_may_ask_again_twice(failed: str, alice: Any, bob: Any, api: Any) -> None:
    address = f"/api/v1/compositions/{Composition.objects.get().pk}/recording/"
    assert api(bob).post(address).status_code == 404
    for _ in range(rendering.MOST_ASKED_AGAIN):
        assert api(alice).post(address).status_code == 202
        assert api(alice).post(address).json()["code"] == "not_again"  # it waits already
        Rendering.objects.update(state=RenderingState.FAILED, error_message=rendering.FAILED)
    refused = api(alice).post(address)
    assert refused.status_code == 409 and "change something" in refused.json()["message"]


def test_its_owner_may_ask_again_on_the_page(failed: str, alice: Any, client_of: Any) -> None:
    browser = client_of(alice)
    assert "Try the recording again" in browser.get("/@alice/mine/").content.decode()
    browser.post("/@alice/mine/settings/", {"render_again": "1", "title": "Mine"})
    assert Rendering.objects.get().state == RenderingState.QUEUED


def test_nobody_else_may_ask_again(failed: str, bob: Any) -> None:
    with pytest.raises(Refusal, match="Only who has the song"):
        rendering.rendering_ask_again(digest=failed, by=bob)


def test_a_worker_that_dies_over_it_is_followed_by_two(stored: str) -> None:
    rendering.rendering_request(digest=stored, owner=None)
    for number in (1, 2, 3):
        row = Rendering.objects.get()
        assert turn_claim(rendering=row, length=rendering.LEASE) and row.attempt == number
        assert not turn_claim(rendering=Rendering.objects.get(), length=rendering.LEASE)
        Rendering.objects.update(lease_until=Now() - timedelta(seconds=1))
    assert not rendering.rendering_next()
    rendering.renderings_reap()
    row = Rendering.objects.get()
    assert (row.state, row.error_message) == (RenderingState.FAILED, rendering.FAILED)


def test_it_stops_when_nobody_waits_any_more(
    stored: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(sounding, "BEAT", 0.05)
    asked: list[bool] = []
    program = tmp_path / "sleep.mjs"
    program.write_text("setTimeout(() => {}, 600_000)")
    monkeypatch.setattr(sounding, "PLAYER", program)
    with pytest.raises(sounding.SynthesisError, match="nobody"):
        sounding.synthesise(b"", tmp_path / "a.mp3", alive=lambda: bool(asked.append(True)))
    assert asked == [True]


def test_it_has_an_end(settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    settings.RENDERING_SECONDS_EACH = 1
    program = tmp_path / "spin.mjs"
    program.write_text("for (;;);")
    monkeypatch.setattr(sounding, "PLAYER", program)
    with pytest.raises(sounding.SynthesisError):
        sounding.synthesise(b"", tmp_path / "a.mp3")


def test_a_word_that_is_lost_is_sent_again(
    stored: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda *words, **options: sent.append(words[0])
    )
    rendering.rendering_request(digest=stored, owner=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert rendering.renderings_reap() == 0
        Rendering.objects.update(created_at=Now() - 2 * rendering.LOST_AFTER)
        assert rendering.renderings_reap() == 1
    assert sent == ["chartbusters.compositions.tasks.rendering_next"]


def test_who_waits_long_is_not_given_up(stored: str) -> None:
    rendering.rendering_request(digest=stored, owner=None)
    Rendering.objects.update(created_at=Now() - timedelta(days=3))
    rendering.renderings_reap()
    assert Rendering.objects.get().state == RenderingState.QUEUED
