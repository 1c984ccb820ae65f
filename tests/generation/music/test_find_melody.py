"""The tune among the tracks, and the skyline."""

from itertools import product

import pytest

from generation.music import Note, Song, Track
from generation.music.melody import melody_track, monophonic_share, skyline

TUNE = Track(tuple(Note(960 * k, 67 + k % 5, 900) for k in range(16)))
CHORDS = Track(tuple(Note(3840 * k, p, 3840) for k, p in product(range(4), (48, 52, 55))))
BASS = Track(tuple(Note(1920 * k, 36, 1900) for k in range(8)), program=33)
DRUMS = Track(tuple(Note(480 * k, 42, 100) for k in range(32)), drums=True)


@pytest.mark.parametrize(
    "tracks", [(TUNE, CHORDS, BASS, DRUMS), (DRUMS, BASS, CHORDS, TUNE), (CHORDS, TUNE)]
)
def test_it_works(tracks: tuple[Track, ...]) -> None:
    assert tracks[melody_track(Song(tracks))] is TUNE


def test_it_believes_names() -> None:
    named = Track(CHORDS.notes[::3], name="Lead vocal")
    assert melody_track(Song((TUNE, named))) == 1


def test_it_rejects_songs_without_pitches() -> None:
    with pytest.raises(ValueError, match="pitched"):
        melody_track(Song((DRUMS, Track())))


def test_shares_of_one_voice() -> None:
    assert [monophonic_share(track) for track in (TUNE, CHORDS, Track())] == [1, 4 / 12, 0]


def test_the_skyline_is_the_top_voice() -> None:
    notes = (Note(0, 60, 960), Note(0, 64, 1920), Note(960, 62, 960))
    assert skyline(notes) == (Note(0, 64, 960), Note(960, 62, 960))
    assert skyline(()) == ()
