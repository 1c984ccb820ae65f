"""The sound of a recording: as loud as others, below the ceiling, with the peaks of its picture."""

import json
from typing import Any

import numpy as np
import pyloudnorm
import pytest
import soundfile

from chartbusters.compositions import mastering, sounding
from generation.music.document import to_document
from generation.music.song import Note, Song, Track
from generation.whole import whole

RATE = mastering.RATE


def written(song: Song) -> bytes:
    return json.dumps(to_document(song)).encode()


def test_silence_is_a_song_too(tmp_path: Any) -> None:
    figures = sounding.synthesise(written(Song()), tmp_path / "audio.mp3")
    assert (figures["loudness"], max(figures["peaks"])) == (None, 0)


def in_pieces(sound: mastering.Samples, size: int = mastering.CHUNK) -> list[mastering.Samples]:
    return [sound[start : start + size] for start in range(0, len(sound), size)]


class TestSound:
    def test_loud_and_soft_songs_come_out_alike(self) -> None:
        time = np.arange(3 * RATE) / RATE
        for level in (0.1, 0.9):
            tone = np.repeat(
                (level * np.sin(2 * np.pi * 440 * time)).astype(np.float32)[:, None], 2, axis=1
            )
            assert mastering.measure_loudness(mastering.levelled(in_pieces(tone))) == pytest.approx(
                mastering.TARGET_LUFS, abs=0.1
            )

    def test_peaks_stay_below_the_ceiling(self) -> None:
        random = np.random.default_rng(1)
        sound = random.normal(0, 0.2, (RATE, 2)).astype(np.float32)
        sound[::4410] = 5.0
        limited = np.concatenate(list(mastering.levelled(in_pieces(sound))))
        assert np.abs(limited).max() <= mastering.CEILING + 1e-6
        assert np.array_equal(mastering.limiting(np.full(99, 0.5, np.float32)), np.ones(99))

    @pytest.mark.parametrize("seconds", [0.2, 0.39, 0.4, 3.0, 7.123])
    def test_loudness_is_that_of_the_standard(self, seconds: float) -> None:
        """In pieces as pyloudnorm finds it of the whole; it finds none for less than a block."""
        random = np.random.default_rng(2)
        sound = random.normal(0, 0.1, (round(seconds * RATE), 2)).astype(np.float32)
        sound[len(sound) // 2 :] *= 0.01  # below the gate
        ours = mastering.measure_loudness(in_pieces(sound, 10_007))
        if seconds < 0.4:
            assert ours == -np.inf
        else:
            assert ours == pytest.approx(
                pyloudnorm.Meter(RATE).integrated_loudness(sound), abs=0.001
            )

    def test_peaks_are_of_equal_slices(self) -> None:
        sound = np.zeros((8000, 2), np.float32)
        sound[4000] = 0.5
        peaks = mastering.Peaks(len(sound))
        for piece in in_pieces(sound, 1_003):
            peaks.add(piece)
        assert [n for n, peak in enumerate(peaks.shown()) if peak] == [400]

    def test_a_recording_without_loss_is_the_sound_itself(self, tmp_path: Any) -> None:
        """By its name it is a FLAC of 16 bits, so no sample is off by more than one step."""
        tone = np.random.default_rng(3).uniform(-0.8, 0.8, (RATE, 2)).astype(np.float32)
        for kind, off in (("flac", 1 / 32_768), ("mp3", None)):
            file = tmp_path / f"audio.{kind}"
            mastering.encode(in_pieces(tone), len(tone), str(file))
            heard, rate = soundfile.read(file, dtype="float32")
            assert rate == RATE
            found = np.abs(heard[: len(tone)] - tone[: len(heard)]).max()
            assert found <= off if off else found > 0.01

    def test_a_file_that_is_not_whole_yet_is_an_mp3(self, tmp_path: Any) -> None:
        """As pages to listen to write theirs."""
        tone = np.zeros((RATE, 2), np.float32)
        with whole(tmp_path / "audio.mp3") as part:
            mastering.encode(in_pieces(tone), len(tone), str(part))
        assert soundfile.info(tmp_path / "audio.mp3").format == "MP3"

    def test_a_single_soft_note(self, tmp_path: Any) -> None:
        song = Song((Track((Note(0, 60, 10, 1),)),))
        figures = sounding.synthesise(written(song), tmp_path / "audio.mp3")
        assert figures["seconds"] > 0.4
