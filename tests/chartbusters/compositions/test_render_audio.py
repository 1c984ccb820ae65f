from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import soundfile
from django.db.models.functions import Now

from chartbusters.compositions import rendering, synthesis
from chartbusters.compositions.models import Rendering, RenderingState
from generation.music.midi import write_midi
from generation.music.song import Note, Song, Track
from generation.services import song_store

pytestmark = pytest.mark.django_db
RATE = synthesis.RATE


@pytest.fixture
def stored(sample_song: Callable[..., Song]) -> str:
    """Digest of a stored song with a band."""
    return song_store(song=sample_song(bars=2, band=True)).digest


def test_it_works(stored: str, sample_song: Callable[..., Song]) -> None:
    rendering.rendering_request(digest=stored)
    rendering.rendering_make(digest=stored)
    row = Rendering.objects.get()
    assert (row.state, row.error_message) == (RenderingState.DONE, "")
    assert len(row.peaks) == synthesis.PEAKS and max(row.peaks) > 30
    assert row.seconds == pytest.approx(sample_song(bars=2, band=True).seconds, abs=1.0)
    assert row.loudness == pytest.approx(synthesis.TARGET_LUFS, abs=1.0)
    with row.audio.open("rb") as file:
        sound, rate = soundfile.read(file)
    assert rate == RATE and len(sound) / rate == pytest.approx(row.seconds, abs=0.2)
    assert np.abs(sound).max() > 0.1


def test_it_may_run_twice(stored: str) -> None:
    rendering.rendering_request(digest=stored)
    rendering.rendering_make(digest=stored)
    audio = Rendering.objects.get().audio.name
    rendering.rendering_make(digest=stored)
    rendering.rendering_request(digest=stored)
    row = Rendering.objects.get()
    assert (row.state, row.audio.name) == (RenderingState.DONE, audio)


def test_of_two_at_once_the_second_leaves_no_file(stored: str, tmp_path: Any) -> None:
    rendering.rendering_request(digest=stored)
    audio = tmp_path / "audio.mp3"
    audio.write_bytes(b"sound")
    for _ in range(2):
        rendering._hand_in(stored, audio, {"seconds": 1.0, "loudness": -14.0, "peaks": []})
    folder, name = Rendering.objects.get().audio.name.split("/")
    assert rendering.default_storage.listdir(folder)[1] == [name]


def test_silence_is_a_song_too(tmp_path: Any) -> None:
    figures = rendering.synthesise(write_midi(Song()), tmp_path / "audio.mp3")
    assert (figures["loudness"], max(figures["peaks"])) == (None, 0)


def test_a_failure_is_told_and_may_be_tried_again(stored: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rendering.rendering_request(digest=stored)
    monkeypatch.setattr(rendering, "PROGRAM", "/nowhere/synthesis.py")
    rendering.rendering_make(digest=stored)
    row = Rendering.objects.get()
    assert (row.state, row.error_message) == (RenderingState.FAILED, rendering.FAILED)
    monkeypatch.undo()
    assert rendering.rendering_request(digest=stored).state == RenderingState.QUEUED


def test_what_waits_too_long_is_sent_again_and_given_up(
    stored: str, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(rendering.current_app, "send_task", lambda *words, **options: sent.append(words[1]))
    rendering.rendering_request(digest=stored)
    with django_capture_on_commit_callbacks(execute=True):
        assert rendering.renderings_reap() == 0
        Rendering.objects.update(created_at=Now() - 2 * rendering.AGAIN_AFTER)
        assert rendering.renderings_reap() == 1
    assert sent == [[stored]]
    Rendering.objects.update(created_at=Now() - 2 * rendering.GIVEN_UP_AFTER)
    rendering.renderings_reap()
    assert Rendering.objects.get().state == RenderingState.FAILED


class TestSound:
    def test_loud_and_soft_songs_come_out_alike(self) -> None:
        time = np.arange(3 * RATE) / RATE
        for level in (0.1, 0.9):
            tone = np.repeat((level * np.sin(2 * np.pi * 440 * time)).astype(np.float32)[:, None], 2, axis=1)
            assert synthesis.measured(synthesis.levelled(tone)) == pytest.approx(synthesis.TARGET_LUFS, abs=0.1)

    def test_peaks_stay_below_the_ceiling(self) -> None:
        random = np.random.default_rng(1)
        sound = random.normal(0, 0.2, (RATE, 2)).astype(np.float32)
        sound[::4410] = 5.0
        limited = synthesis.limited(sound)
        assert np.abs(limited).max() <= synthesis.CEILING + 1e-6
        quiet = np.clip(sound, -0.5, 0.5)
        assert np.array_equal(synthesis.limited(quiet), quiet)

    def test_peaks_are_of_equal_slices(self) -> None:
        sound = np.zeros((8000, 2), np.float32)
        sound[4000] = 0.5
        assert [n for n, peak in enumerate(synthesis.peaks(sound)) if peak] == [400]

    def test_a_single_soft_note(self, tmp_path: Any) -> None:
        song = Song((Track((Note(0, 60, 10, 1),)),))
        figures = rendering.synthesise(write_midi(song), tmp_path / "audio.mp3")
        assert figures["seconds"] > 0.4
