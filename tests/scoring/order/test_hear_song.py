"""What of a song is heard: what is scored is what one hears."""

from dataclasses import replace

import numpy as np

from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track
from scoring.order.heard import hear

BAR = 4 * TICKS_PER_QUARTER


def move(track: Track, bars: int) -> Track:
    notes = (note._replace(onset=note.onset + bars * BAR) for note in track.notes)
    return replace(track, notes=tuple(notes))


def test_it_works(sample_song):
    song = sample_song(8, band=True)
    heard, left_out, silent = hear(song)
    assert heard.note_count == song.note_count and not left_out and silent == 0
    assert heard.bar_count == 8 and heard.steps == 128


def test_it_leaves_out_what_nobody_hears(sample_song):
    song = sample_song(8)
    hidden = Track(
        (Note(0, 60, BAR, velocity=1), Note(0, 64, 20), Note(0, 67, BAR), Note(BAR, 67, BAR, 19))
    )
    muted = replace(song.tracks[0], volume=0)
    heard, left_out, _ = hear(song.with_tracks([*song.tracks, hidden, muted]))
    assert dict(left_out) == {
        "notes softer than 20 of 127": 2,
        "notes shorter than a 64th": 1,
        "notes of a silent track": len(song.tracks[0].notes),
    }
    assert heard.note_count == song.note_count + 1


def test_it_hears_short_strokes_of_drums():
    drums = Track((Note(0, 36, 10), Note(960, 38, 10)), drums=True)
    heard, left_out, _ = hear(Song((drums,)))
    assert list(heard.drum_start) == [0, 4] and not left_out


def test_it_cuts_silence_in_front(sample_song):
    song = sample_song(8, band=True)
    for bars in (1, 2, 8):
        later = song.with_tracks(move(track, bars) for track in song.tracks)
        heard, _, silent = hear(later)
        assert silent == bars
        assert np.array_equal(heard.start, hear(song)[0].start)
        assert np.array_equal(heard.bars, hear(song)[0].bars)


def test_it_hears_nothing_in_an_empty_song():
    for song in (Song(), Song((Track(),)), Song((Track((Note(0, 60, 960, 5),)),))):
        assert hear(song)[0].note_count == 0
