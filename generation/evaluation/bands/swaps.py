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


def group_pieces(pieces: Ints, bars: Ints, size: int) -> Ints:
    """(S,) numbers of groups of songs, whole pieces together: `size` pieces or more whose bars are
    equally long, as those of a piece's first song; what is rare stands with the commonest.

    `pieces` (S,) and `bars` (S,): the piece of each song, and the length of its bars.
    """
    known, first, place = np.unique(pieces, return_index=True, return_inverse=True)
    lengths, kind, counts = np.unique(bars[first], return_inverse=True, return_counts=True)
    kind = np.where(counts[kind] < size, counts.argmax(), kind)
    groups = np.full(len(known), -1)
    for each in range(len(lengths)):
        alike = kind == each
        groups[alike] = groups.max(initial=-1) + 1 + group_songs(int(alike.sum()), size)
    return np.asarray(groups[place])


def list_others(groups: Ints, song: int, pieces: Ints) -> list[int]:
    """A song of each other piece of the group, from the next piece on, round and round."""
    members = np.flatnonzero(groups == groups[song])
    known, own = np.unique(pieces[members]), pieces[song]
    place = int(np.searchsorted(members[pieces[members] == own], song))
    after = [*known[known > own], *known[known < own]]
    others = [members[pieces[members] == piece] for piece in after]
    return [int(each[place % len(each)]) for each in others]


def pick_other(groups: Ints, song: int, places: int, pieces: Ints | None = None) -> int:
    """The song so many places after this one in its group, round and round, never of its own piece
    where there are two. `pieces` has the piece of each song; without it each is one."""
    numbers = np.arange(len(groups)) if pieces is None else pieces
    others = list_others(groups, song, numbers)
    return others[(places - 1) % len(others)] if others else song


def swap_band(songs: Sequence[Song], groups: Ints, song: int, pieces: Ints) -> Song:
    """A melody (track 0) with the whole band of another piece."""
    other = borrow(songs[song], songs[pick_other(groups, song, 1, pieces)])
    return songs[song].with_tracks([songs[song].tracks[0], *other.tracks[1:]])


def mix_band(songs: Sequence[Song], groups: Ints, song: int, pieces: Ints) -> Song:
    """A melody with a band of which each part comes from a different piece."""
    own = songs[song]
    parts = [
        borrow(own, songs[pick_other(groups, song, place, pieces)]).tracks[place]
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
