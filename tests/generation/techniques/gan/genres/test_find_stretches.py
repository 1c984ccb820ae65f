"""Stretches of real bands for the tables, as songs."""

from dataclasses import replace

import numpy as np
import pytest

from generation.music.song import Meter
from generation.techniques.gan.genres.instruments import INSTRUMENTS, PLAYERS, read_parts
from generation.techniques.gan.genres.roles import GENRES
from generation.techniques.gan.genres.subjects import Cut, decode_band, find_stretches
from tests.generation.techniques.gan.genres.scores import band

CUT = Cut(steps=256, stretches=4, qpm=120)


def test_it_works() -> None:
    assert find_stretches(band(20), CUT) == [(0, 256)]
    assert find_stretches(band(28), CUT) == [(0, 256), (256, 448)]


def test_it_takes_no_more_than_are_wished() -> None:
    assert len(find_stretches(band(100), CUT)) == 4


def test_what_stands_before_the_first_bar_line_is_no_reason_to_begin_there() -> None:
    piece = band(20)
    late = np.where(np.arange(piece.steps) < 16, -1, piece.bar_position)
    piece = replace(piece, bar_position=late, starts=piece.starts[1:])
    assert find_stretches(piece, CUT) == [(16, 272)]


def test_a_stretch_ends_where_the_meter_changes() -> None:
    piece = band(24, (0, 4, 4), (40, 3, 4))
    assert find_stretches(piece, CUT)[0] == (0, 160)


def test_bars_of_broken_beats_are_left_out() -> None:
    assert find_stretches(band(24, (0, 7, 8)), CUT) == []


def test_a_waltz_stays_one() -> None:
    piece = band(16, (0, 3, 4), beats=3)
    stretch = find_stretches(piece, CUT)[0]
    assert stretch == (0, 192)
    assert decode_band(piece, read_parts("rock"), stretch, 120).meters == (Meter(0, 3, 4),)


def test_drums_of_its_own_are_heard() -> None:
    song = decode_band(band(8), read_parts("rock"), (0, 128), 120)
    (drums,) = [track for track in song.tracks if track.drums]
    assert {note.pitch for note in drums.notes} == {36}
    assert np.allclose(np.diff([note.onset for note in drums.notes]), 3840)


def test_a_band_without_drums_has_a_silent_drummer() -> None:
    """So that the tables find every part in its place."""
    piece = band(8)
    drumless = replace(piece, drums=None, present=piece.present & (np.arange(7) < 6))
    song = decode_band(drumless, read_parts("rock"), (0, 128), 120)
    assert [track.drums for track in song.tracks] == [False] * 5 + [True]
    assert not song.tracks[-1].notes


@pytest.mark.parametrize("genre", GENRES)
def test_the_tables_know_every_instrument(genre: str) -> None:
    names = [part.name for part in read_parts(genre)]
    assert len(PLAYERS[genre]) == len(names) == len(INSTRUMENTS[genre])
    assert ("drums" in PLAYERS[genre]) == ("Drums" in names)
