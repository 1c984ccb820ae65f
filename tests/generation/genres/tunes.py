"""Melodies on their grids, for the tests of genres."""

from collections.abc import Iterable
from itertools import accumulate

from generation.codecs.grid import build_grid, encode_track
from generation.genres.facts import Tune, lay_tune
from generation.music.song import TICKS_PER_QUARTER, Note, Song, Track

EIGHTH = TICKS_PER_QUARTER // 2


def lay_song(song: Song) -> Tune:
    """Its first track."""
    notes = song.tracks[0].notes
    grid = build_grid(song, notes[0].onset, max(note.end for note in notes))
    return lay_tune(encode_track(notes, grid), grid)


def sing(pitches: Iterable[int], lengths: Iterable[int], cut: float = 1.0) -> Tune:
    """Pitches for so many eighths each, in bars of four quarters; `cut`: the share of it that a
    note sounds."""
    rows, onset = list(zip(pitches, lengths, strict=True)), 0
    onsets = accumulate((length for _, length in rows), initial=onset)
    notes = [
        Note(at * EIGHTH, pitch, round(length * EIGHTH * cut), 80)
        for at, (pitch, length) in zip(onsets, rows, strict=False)
    ]
    return lay_song(Song(tracks=(Track(tuple(notes)),)))
