"""Two songs are the same music when the same notes come in the same rhythm; near copies are seen to
be near."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from chartbusters.compositions.presets import presets
from generation.music.song import ChordSign, Meter, Note, Song, Tempo, Track
from generation.music.sounding import heard, likeness, sketch, sounding_digest


def of_tracks(change: Callable[[Track], Track]) -> Callable[[Song], Song]:
    return lambda song: song.with_tracks(map(change, song.tracks))


def of_notes(change: Callable[[Note], Note]) -> Callable[[Song], Song]:
    return of_tracks(lambda track: replace(track, notes=tuple(map(change, track.notes))))


def half_speed_in_half_ticks(song: Song) -> Song:
    song = of_notes(
        lambda note: note._replace(onset=note.onset // 2, length=max(1, note.length // 2))
    )(song)
    return replace(
        song, tempi=tuple(Tempo(tempo.tick // 2, 2 * tempo.us_per_quarter) for tempo in song.tempi)
    )


def split(song: Song) -> Song:
    """Every other note of the first track in a track of its own."""
    first, *others = song.tracks
    return song.with_tracks(
        [replace(first, notes=first.notes[::2]), replace(first, notes=first.notes[1::2]), *others]
    )


SAME: dict[str, Callable[[Song], Song]] = {
    "title": lambda song: song.with_title("Another"),
    "names": of_tracks(lambda track: replace(track, name=track.name + "!")),
    "order": lambda song: song.with_tracks(reversed(song.tracks)),
    "volume": of_tracks(lambda track: replace(track, volume=track.volume - 1)),
    "pan": of_tracks(lambda track: replace(track, pan=60)),
    "colour": of_tracks(lambda track: replace(track, colour=5)),
    "chords": lambda song: replace(song, chords=(ChordSign(0, "C"),)),
    "velocity": of_notes(lambda note: note._replace(velocity=note.velocity - 3)),
    "instrument": of_tracks(lambda track: replace(track, program=track.program + 1)),
    "length": of_notes(lambda note: note._replace(length=max(1, note.length - 7))),
    "tempo": lambda song: replace(song, tempi=(Tempo(0, 495_868),)),
    "ticks": half_speed_in_half_ticks,
    "same tempo twice": lambda song: replace(
        song, tempi=(*song.tempi, Tempo(1000, song.tempi[0].us_per_quarter))
    ),
    "meter": lambda song: replace(song, meters=(Meter(0, 3, 4),)),
    "late": of_notes(lambda note: note._replace(onset=note.onset + 960)),
    "a silent track": lambda song: song.with_tracks(
        [*song.tracks, Track((Note(5, 61, 10, 1),)), Track()]
    ),
    "muted notes": lambda song: song.with_tracks(
        [*song.tracks, Track((Note(5, 61, 10, 100),), volume=0)]
    ),
    "doubled": lambda song: song.with_tracks([*song.tracks, song.tracks[0]]),
    "split": split,
    "a hair early": of_notes(lambda note: note._replace(onset=note.onset + (note.pitch % 2))),
}


@pytest.mark.parametrize("change", SAME)
def test_it_hears_the_same_music(change: str, sample_song: Any) -> None:
    song = sample_song(bars=8, band=True)
    other = SAME[change](song)
    assert other.digest != song.digest
    assert sounding_digest(other) == sounding_digest(song)


OTHER: dict[str, Callable[[Song], Song]] = {
    "a note": lambda song: song.with_tracks(
        [replace(song.tracks[0], notes=song.tracks[0].notes[1:])]
    ),
    "key": of_notes(lambda note: note._replace(pitch=note.pitch + 2)),
    "rhythm": of_notes(
        lambda note: note._replace(onset=note.onset + 240 * (note.onset // 960 % 2))
    ),
    "drums": of_tracks(lambda track: replace(track, drums=True)),
}


@pytest.mark.parametrize("change", OTHER)
def test_it_hears_other_music(change: str, sample_song: Any) -> None:
    song = sample_song(bars=8)
    assert sounding_digest(OTHER[change](song)) != sounding_digest(song)


def test_presets_are_no_copies_of_each_other() -> None:
    songs = [preset.song for preset in presets()]
    assert len({sounding_digest(song) for song in songs}) == len(songs)
    sketches = [sketch(song) for song in songs]
    assert max(likeness(one, [other])[0] for one, other in combinations(sketches, 2)) < 0.3


def test_silence_is_no_music() -> None:
    for song in (
        Song(),
        Song((Track((Note(0, 60, 960),), volume=0),)),
        Song((Track((Note(0, 60, 960, 1),)),)),
    ):
        assert sounding_digest(song) == "" and sketch(song) == b"" and len(heard(song).times) == 0


def noted(song: Song, share: float) -> Song:
    """The song with so many of its notes on a neighbouring pitch."""
    draw = random.Random(7)

    def moved(note: Note) -> Note:
        step = draw.choice([-2, -1, 1, 2]) if draw.random() < share else 0
        return note._replace(pitch=note.pitch + step)

    return of_notes(moved)(song)


@pytest.mark.parametrize("preset", presets(), ids=lambda preset: preset.slug)
def test_a_near_copy_is_seen_to_be_near(preset: Any) -> None:
    song = preset.song
    higher = of_notes(lambda note: note._replace(pitch=note.pitch + 3))(song)
    with_upbeat = song.with_tracks(
        [
            Track((Note(0, 50, 900),)),
            *of_notes(lambda note: note._replace(onset=note.onset + 1440))(song).tracks,
        ]
    )
    for copy in (noted(song, 0.05), higher, with_upbeat):
        assert sounding_digest(copy) != sounding_digest(song)
        assert likeness(sketch(song), [sketch(copy)])[0] > 0.75
    assert likeness(sketch(song), [sketch(noted(song, 1.0))])[0] < 0.5


def test_it_compares_with_many_and_with_what_is_no_sketch(sample_song: Any) -> None:
    song = sketch(sample_song(bars=8))
    assert likeness(song, [b"", song, b"x" * 7]) == [0.0, 1.0, 0.0]
    assert likeness(b"", [song, b""]) == [0.0, 0.0] and likeness(song, []) == []


@pytest.mark.parametrize(
    "tempi", [(Tempo(0, 20_000),), tuple(Tempo(960 * n, 20_000 + n) for n in range(2000))]
)
def test_it_handles_the_strangest_songs(tempi: tuple[Tempo, ...]) -> None:
    far = Track(tuple(Note(tick, 0, 1) for tick in (0, 1, 2, 99_999_999)), drums=True)
    chord = Track(tuple(Note(0, pitch, 100_000_000, 127) for pitch in range(128)))
    for tracks in ((far,), (chord,), (far, chord)):
        song = Song(tracks, tempi=tempi)
        assert len(sounding_digest(song)) == 64 and len(sketch(song)) == 512
        assert likeness(sketch(song), [sketch(song)]) == [1.0]
