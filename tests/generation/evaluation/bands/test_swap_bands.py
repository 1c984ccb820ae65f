"""Bands that do not listen, and guards against copies."""

from dataclasses import replace

import numpy as np

from generation.evaluation.bands.copies import KnownBars, count_ratio, measure_doubling
from generation.evaluation.bands.swaps import (
    borrow,
    find_key_gap,
    group_pieces,
    group_songs,
    mix_band,
    pick_other,
    swap_band,
)
from generation.evaluation.bands.windows import cut_windows
from generation.music.song import Song, Track
from generation.music.theory import transpose
from tests.generation.evaluation.bands.bands import BAR, NAMES, band, chords, kit, tune

SONGS = [transpose(band(8 + number), number % 5) for number in range(11)]
GROUPS = group_songs(len(SONGS), 5)
OWN = np.arange(len(SONGS))  # each song is a piece


def test_groups_are_even_and_hold_enough() -> None:
    assert GROUPS.tolist() == [0] * 6 + [1] * 5
    assert group_songs(3, 5).tolist() == [0, 0, 0]


def test_a_band_comes_from_another_song_of_the_group() -> None:
    for song in range(len(SONGS)):
        others = [pick_other(GROUPS, song, places) for places in range(1, 5)]
        assert song not in others
        assert len(set(others)) == 4
        assert set(GROUPS[others]) == {GROUPS[song]}


def test_whole_pieces_stand_together_with_their_like() -> None:
    """Nine pieces of two stretches, of which the first three are waltzes."""
    pieces = np.repeat(np.arange(9), 2)
    groups = group_pieces(pieces, np.where(pieces < 3, 12, 16), 3)
    assert groups[::2].tolist() == groups[1::2].tolist() == [0] * 3 + [1] * 3 + [2] * 3


def test_a_single_waltz_stands_with_others() -> None:
    pieces = np.arange(5)
    assert group_pieces(pieces, np.where(pieces == 2, 12, 16), 2).tolist() == [0, 0, 0, 1, 1]


def test_a_band_comes_from_another_piece() -> None:
    """Three pieces of two stretches and one of one."""
    pieces = np.array([0, 0, 1, 1, 2, 2, 3])
    groups = np.zeros(7, np.int64)
    assert [pick_other(groups, 1, places, pieces) for places in (1, 2, 3, 4)] == [3, 5, 6, 3]
    assert pick_other(groups, 6, 1, pieces) == 0
    assert pick_other(np.arange(7), 1, 1, pieces) == 1  # there is nobody else


def list_classes(track: Track) -> set[int]:
    return {note.pitch % 12 for note in track.notes}


def name_tracks(song: Song, number: int) -> Song:
    """Every track has the number of its song as its program."""
    return song.with_tracks(replace(track, program=number) for track in song.tracks)


def test_another_band_plays_in_the_right_key() -> None:
    """All are the same four chords: in the right key they are this song's own."""
    for song in range(len(SONGS)):
        swapped = swap_band(SONGS, GROUPS, song, OWN)
        assert swapped.tracks[0] == SONGS[song].tracks[0]
        classes = [list_classes(each.tracks[1]) for each in (swapped, SONGS[song])]
        assert classes[0] == classes[1]


def test_a_band_is_played_again_until_the_melody_ends() -> None:
    long = borrow(band(16), band(6))
    assert {note.onset // BAR for note in long.tracks[1].notes} == set(range(16))
    assert borrow(band(2), band(6)).end == 2 * BAR


def test_parts_of_a_mixed_band_come_from_different_songs() -> None:
    marked = [name_tracks(song, number) for number, song in enumerate(SONGS)]
    for song in range(len(SONGS)):
        programs = [track.program for track in mix_band(marked, GROUPS, song, OWN).tracks]
        assert programs[0] == song
        assert len(set(programs)) == 5


def test_relative_keys_are_one() -> None:
    assert find_key_gap(band(), transpose(band(), 3)) == -3
    assert find_key_gap(Song(), Song()) == 0


def test_a_copied_bar_is_known_in_any_key() -> None:
    known = KnownBars.of([band()])
    (copied,) = cut_windows(transpose(band(), 5), NAMES)
    assert known.share(copied) == 1
    (other,) = cut_windows(band(comping=chords(8, (0, 1, 3)), bass=Track()), NAMES)
    assert known.share(other) == 0
    (sparse,) = cut_windows(band(comping=Track(), bass=Track()), NAMES)
    assert known.share(sparse) is None  # a held note is nobody's own


def test_a_doubled_part_is_seen() -> None:
    low = Track(tuple(note._replace(pitch=note.pitch - 12) for note in tune(8).notes))
    (doubled,) = cut_windows(band(pad=low), NAMES)
    assert measure_doubling(doubled) == 1
    (alone,) = cut_windows(Song((tune(8), Track(), Track(), Track(), kit(8))), NAMES)
    assert measure_doubling(alone) == 0


def test_notes_are_counted_beside_real_ones() -> None:
    (real,) = cut_windows(band(), NAMES)
    (busy,) = cut_windows(band(comping=chords(8, np.arange(0, 4, 0.5))), NAMES)
    assert count_ratio([real], [real]) == 1
    assert count_ratio([busy], [real]) > 2
    assert count_ratio([busy], []) is None
