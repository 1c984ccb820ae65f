"""A passage begins with the melody, keeps to one meter, and is neither longer nor shorter than
asked."""

from collections.abc import Callable
from dataclasses import replace

from generation.listening.passages import cut_passage
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Tempo, Track

BAR = 4 * TICKS_PER_QUARTER


def late_song(sample_song: Callable[..., Song]) -> Song:
    """A band of twelve bars over which the melody, its second track, comes in with bar 3."""
    tune, bass, *_ = sample_song(bars=12, band=True).tracks
    later = tuple(note for note in tune.notes if note.onset >= 2 * BAR)
    return sample_song(bars=12).with_tracks([bass, replace(tune, notes=later)])


def test_it_begins_in_the_bar_in_which_the_melody_does(sample_song: Callable[..., Song]) -> None:
    passage = cut_passage(late_song(sample_song), 1, 4)
    assert passage
    tune, bass = passage.tracks
    assert tune.name == "Melody" and tune.notes[0].onset == 0
    assert [note.onset for note in bass.notes] == [0, BAR, 2 * BAR, 3 * BAR]
    assert passage.end <= 4 * BAR


def test_a_note_that_lasts_too_long_is_cut() -> None:
    song = Song((Track((Note(0, 60, BAR), Note(3 * BAR, 62, 9 * BAR))),))
    passage = cut_passage(song, 0, 4)
    assert passage and passage.end == 4 * BAR


def test_short_bars_are_counted_twice(sample_song: Callable[..., Song]) -> None:
    song = replace(sample_song(bars=12), meters=(Meter(0, 2, 4),))
    passage = cut_passage(song, 0, 4)
    assert passage and len(passage.bar_starts()) == 8


def test_a_change_of_meter_ends_it(sample_song: Callable[..., Song]) -> None:
    song = replace(sample_song(bars=12), meters=(Meter(0, 4, 4), Meter(6 * BAR, 3, 4)))
    passage = cut_passage(song, 0, 8)
    assert passage and len(passage.bar_starts()) == 6
    assert cut_passage(song, 0, 16) is None


def test_a_minute_ends_it(sample_song: Callable[..., Song]) -> None:
    song = replace(sample_song(bars=32), tempi=(Tempo(0, 1_000_000),))
    passage = cut_passage(song, 0, 24)
    assert passage and len(passage.bar_starts()) == 15


def test_it_handles_a_song_without_a_melody() -> None:
    assert cut_passage(Song((Track(),)), 0, 8) is None
