"""Music with the right rhythm and the wrong tones: permuted, moved, a half of it transposed."""

import numpy as np

from generation.music.song import Song
from scoring.spoiling.rows import (
    LENGTH,
    ONSET,
    PITCH,
    Rows,
    bar_lines,
    by_register,
    change_rows,
    keep_in_range,
    rows_of,
    with_rows,
    without_overlaps,
)
from scoring.spoiling.spoiling import Spoil

Random = np.random.Generator
AWAY = (-6, -4, -3, -1, 1, 3, 4, 6)  # semitones to keys in which much sounds wrong


def permute_pitches(song: Song, other: Song, random: Random) -> Song | None:
    """The pitches of each track shuffled over its notes."""

    def permuted(rows: Rows) -> Rows:
        rows[:, PITCH] = random.permutation(rows[:, PITCH])
        return without_overlaps(rows)

    return change_rows(song, permuted)


def transpose_second_half(song: Song, other: Song, random: Random) -> Song | None:
    """From the middle bar line on in another key."""
    lines = bar_lines(song)
    middle, shift = lines[(len(lines) - 1) // 2], int(random.choice(AWAY))

    def moved(rows: Rows) -> Rows:
        late = rows[:, ONSET] >= middle
        rows[:, PITCH] = keep_in_range(rows[:, PITCH] + shift * late)
        return rows

    return change_rows(song, moved)


def transpose_half_the_tracks(song: Song, other: Song, random: Random) -> Song | None:
    """Half of the tracks in another key than the rest."""
    places, shift = by_register(song), int(random.choice(AWAY))
    if len(places) < 2:
        return None

    def moved(rows: Rows) -> Rows:
        rows[:, PITCH] = keep_in_range(rows[:, PITCH] + shift)
        return rows

    chosen = random.choice(places, len(places) // 2, replace=False)
    return change_rows(song, moved, chosen.tolist())


def move_pitches(share: float) -> Spoil:
    """Some of the notes a semitone or two off."""

    def spoil(song: Song, other: Song, random: Random) -> Song | None:
        def moved(rows: Rows) -> Rows:
            wrong = random.random(len(rows)) < share
            steps = random.choice((-2, -1, 1, 2), len(rows))
            rows[:, PITCH] = keep_in_range(rows[:, PITCH] + wrong * steps)
            return without_overlaps(rows)

        return change_rows(song, moved)

    return spoil


def play_random_bass(song: Song, other: Song, random: Random) -> Song | None:
    """Each note of the lowest line becomes a random tone of what sounds with it."""
    places = by_register(song)
    if not places:
        return None
    lowest = song.tracks[places[0]]
    bass = rows_of(lowest)
    line = np.flatnonzero(np.diff(bass[:, ONSET], prepend=-1))  # rows are sorted: lowest first
    rest = np.concatenate(
        [np.delete(bass, line, axis=0), *(rows_of(song.tracks[place]) for place in places[1:])]
    )
    if not len(rest):
        return None
    bass[line, PITCH] = _chord_tones(bass[line], rest, random)
    tracks = list(song.tracks)
    tracks[places[0]] = with_rows(lowest, without_overlaps(bass))
    return song.with_tracks(tracks)


def _chord_tones(bass: Rows, rest: Rows, random: Random) -> Rows:
    """For each bass note a pitch in its octave that sounds as it begins; its own where none does.

    Drawn as a maximum of random numbers over (notes, pitch classes) that sound.
    """
    starts, place = np.unique(bass[:, ONSET], return_inverse=True)
    begin = np.searchsorted(starts, rest[:, ONSET])
    stop = np.searchsorted(starts, rest[:, ONSET] + rest[:, LENGTH])
    change = np.zeros((len(starts) + 1, 12), np.int64)
    np.add.at(change, (begin, rest[:, PITCH] % 12), 1)
    np.add.at(change, (stop, rest[:, PITCH] % 12), -1)
    sounds = np.cumsum(change, axis=0)[:-1][place] > 0
    drawn = np.where(sounds, random.random(sounds.shape), -1).argmax(axis=1)
    up = (drawn - bass[:, PITCH]) % 12
    near = np.where(up > 6, up - 12, up)
    return np.where(sounds.any(axis=1), keep_in_range(bass[:, PITCH] + near), bass[:, PITCH])
