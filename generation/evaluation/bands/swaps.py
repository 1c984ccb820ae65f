"""Bands of real music that do not listen: another song's, in the right key, and one whose parts
come from different songs.

Songs are swapped inside of small groups alone, so that folds by group keep shared music together.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from generation.evaluation.intervals import Ints
from generation.music.song import Song, Track
from generation.music.theory import estimate_song_key, transpose


def group_songs(count: int, size: int) -> Ints:
    """(count,) numbers of groups of `size` songs or more, as even as may be."""
    groups = max(1, count // size)
    return np.arange(count) * groups // max(1, count)


def pick_other(groups: Ints, song: int, places: int) -> int:
    """The song so many places after this one in its group, round and round, never itself where
    there are two."""
    members = np.flatnonzero(groups == groups[song])
    if len(members) == 1:
        return song
    place = int(np.searchsorted(members, song))
    return int(members[(place + 1 + (places - 1) % (len(members) - 1)) % len(members)])


def swap_band(songs: Sequence[Song], groups: Ints, song: int) -> Song:
    """A melody (track 0) with the whole band of another song."""
    other = borrow(songs[song], songs[pick_other(groups, song, 1)])
    return songs[song].with_tracks([songs[song].tracks[0], *other.tracks[1:]])


def mix_band(songs: Sequence[Song], groups: Ints, song: int) -> Song:
    """A melody with a band of which each part comes from a different song."""
    own = songs[song]
    parts = [
        borrow(own, songs[pick_other(groups, song, place)]).tracks[place]
        for place in range(1, len(own.tracks))
    ]
    return own.with_tracks([own.tracks[0], *parts])


def borrow(own: Song, other: Song) -> Song:
    """`other` in the key of `own`, as long as the melody of `own`: cut, or played again."""
    moved = transpose(other, find_key_gap(own, other))
    until, period = own.tracks[0].end, measure_whole_bars(other)
    return moved.with_tracks(fill_time(track, period, until) for track in moved.tracks)


def find_key_gap(own: Song, other: Song) -> int:
    """Semitones (-6 to 5) from the key of `other` to that of `own`; relative keys are one key."""
    tonics = [find_tonic(song) for song in (own, other)]
    return (tonics[0] - tonics[1] + 6) % 12 - 6


def find_tonic(song: Song) -> int:
    """Pitch class of the tonic of a song's key, or of its relative major."""
    key = estimate_song_key(song)
    return 0 if key is None else (key.tonic + (3 if key.mode == "minor" else 0)) % 12


def measure_whole_bars(song: Song) -> int:
    """Ticks of the bars that a song has begun."""
    bar = song.meters[-1].bar_ticks
    return -(-max(1, song.end) // bar) * bar


def fill_time(track: Track, period: int, until: int) -> Track:
    """A track played again after each `period`, up to tick `until`."""
    notes = []
    for start in range(0, until, period):
        moved = [note._replace(onset=note.onset + start) for note in track.notes]
        notes += [note for note in moved if note.onset < until]
    cut = [note._replace(length=min(note.length, until - note.onset)) for note in notes]
    return replace(track, notes=tuple(cut))
