"""Tunes typed by hand, and the melodies we offer."""

import pytest

from chartbusters.compositions.presets import Preset, presets
from generation.music.midi import read_midi, write_midi
from generation.music.notation import DETACHED, NotationError, read_notation


def test_it_works() -> None:
    notes = read_notation("C4 D#4:2 r:.5 Bb3:.5").tracks[0].notes
    assert [(n.onset, n.pitch, n.length + DETACHED) for n in notes] == [
        (0, 60, 960),
        (960, 63, 1920),
        (3360, 58, 480),
    ]


def test_it_puts_a_pick_up_before_the_bar_line() -> None:
    song = read_notation("G4 | C5:3", (3, 4))
    assert [note.onset for note in song.tracks[0].notes] == [1920, 2880]


def test_it_ties() -> None:
    (note,) = read_notation("C4:4~ | C4:4").tracks[0].notes
    assert note.length > 4 * 960


@pytest.mark.parametrize("text", ["C4:4 | C4:3", "C4:5", "H4", "C", "C##4", "C4:4 | C4:5"])
def test_it_rejects(text: str) -> None:
    with pytest.raises(NotationError):
        read_notation(text)


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_melodies_fill_their_bars_and_can_be_sung(preset: Preset) -> None:
    song = preset.song
    (track,) = song.tracks
    assert 8 <= preset.bars <= 17
    assert all(55 <= note.pitch <= 88 for note in track.notes)
    assert read_midi(write_midi(song)) == song


def test_they_cover_metres_and_pick_ups() -> None:
    assert {"4/4", "3/4", "6/8", "3/8"} == {preset.meter for preset in presets()}
    assert sum(preset.song.tracks[0].notes[0].onset > 0 for preset in presets()) >= 3
    assert all(preset.year < 1900 or preset.composer == "traditional" for preset in presets())
