"""Keys, scales and transposition, on music one can hear."""

import numpy as np
import pytest

from chartbusters.compositions.presets import Preset, presets
from generation.music import Note, Song, Track, transpose
from generation.music.theory import (
    estimate_key,
    estimate_song_key,
    pitch_class_histogram,
    scale_pitch_classes,
)

KEYS = {
    "ode-to-joy": "D major",
    "twinkle": "C major",
    "saints": "C major",
    "minuet": "G major",
    "largo": "C# major",  # D flat, by another name
    "greensleeves": "A minor",
    "amazing-grace": "G major",
    "deck-the-halls": "F major",
    "frere-jacques": "C major",
    "fur-elise": "A minor",
    "auld-lang-syne": "F major",
    "silent-night": "C major",
    "korobeiniki": "A minor",
    "morning-mood": "E major",
    "au-clair": "G major",
}
# Few pitches, most of them of a neighbour's chord: by their notes alone they lean to its key.
NEIGHBOURS = {
    "jingle-bells": ("G major", "B minor"),
    "canon": ("D major", "B minor"),
    "mountain-king": ("B minor", "F# minor"),
}


def song_of(*pitches: int, drums: bool = False) -> Song:
    return Song(
        (Track(tuple(Note(960 * k, pitch, 960) for k, pitch in enumerate(pitches)), drums=drums),)
    )


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_it_works(preset: Preset) -> None:
    keys = NEIGHBOURS.get(preset.slug) or (KEYS[preset.slug],)
    assert str(estimate_song_key(preset.song)) in keys


@pytest.mark.parametrize("semitones", range(-11, 12))
def test_it_moves_with_the_music(semitones: int) -> None:
    scale = song_of(60, 62, 64, 65, 67, 69, 71, 72, 67, 60)
    key = estimate_song_key(transpose(scale, semitones))
    assert key is not None and (key.tonic, key.mode) == (semitones % 12, "major")


def test_it_handles_silence_drums_and_noise() -> None:
    assert estimate_song_key(Song()) is None
    assert estimate_song_key(song_of(36, 38, drums=True)) is None
    assert estimate_key(np.ones(12)) is None


def test_the_histogram_counts_ticks() -> None:
    assert pitch_class_histogram(song_of(60, 72, 64)).tolist() == [
        1920,
        0,
        0,
        0,
        960,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
    ]


def test_scales_begin_on_their_tonic() -> None:
    assert scale_pitch_classes(9, "harmonic minor") == {9, 11, 0, 2, 4, 5, 8}


def test_transposition_leaves_drums_and_stays_in_range() -> None:
    song = song_of(0, 60, 127).with_tracks(
        [*song_of(0, 60, 127).tracks, *song_of(36, drums=True).tracks]
    )
    up = transpose(song, 3)
    assert [note.pitch for note in up.tracks[0].notes] == [3, 63, 118]
    assert up.tracks[1] == song.tracks[1]
    assert transpose(song, 0) == song
