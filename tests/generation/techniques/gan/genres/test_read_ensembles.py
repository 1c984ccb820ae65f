"""Scores on sixteenths of their bars, in straight and in swung beats, with and without upbeats."""

import pytest

from generation.techniques.gan.genres.ensemble import OffGrid
from tests.generation.techniques.gan.genres.scores import ensemble, repeat

QUARTERS = repeat([(0, 1, 60)], 1, 64)
BASS = repeat([(0, 4, 36)], 4, 16)


def test_it_works() -> None:
    read = ensemble((0, [(0, 1, 60), (1.25, 0.5, 62)]))
    assert [tuple(cell) for cell in read.players[0].cells] == [(0, 4, 60), (5, 7, 62)]
    assert read.position[:17].tolist() == [*range(16)]
    assert read.starts.tolist() == [0]


def test_swing_becomes_straight_eighths() -> None:
    read = ensemble((0, repeat([(0, 2 / 3, 60), (2 / 3, 1 / 3, 62)], 1, 32)))
    assert [cell.start for cell in read.players[0].cells[:4]] == [0, 2, 4, 6]
    assert read.length[0] == 16


def test_three_eighths_to_a_beat_are_a_shuffle() -> None:
    read = ensemble((0, repeat([(0, 0.5, 60)], 0.5, 48)), meters=[(0, 6, 8)])
    assert [cell.start for cell in read.players[0].cells[:6]] == [0, 1, 2, 4, 5, 6]


def test_bars_begin_after_the_upbeat() -> None:
    late = [(onset + 1, length, pitch) for onset, length, pitch in BASS]
    read = ensemble((0, QUARTERS), (32, late), upbeats=True)
    assert read.starts[:3].tolist() == [0, 4, 20]


def test_it_leaves_the_bars_of_a_file_that_marks_them() -> None:
    late = [(onset + 1, length, pitch) for onset, length, pitch in BASS]
    assert ensemble((0, QUARTERS), (32, late)).starts[:3].tolist() == [0, 16, 32]


def test_no_window_begins_where_nothing_lies_on_the_grid() -> None:
    loose = [
        (onset + 32.14, length, pitch) for onset, length, pitch in repeat([(0, 1, 60)], 1.07, 64)
    ]
    read = ensemble((0, [*QUARTERS[:32], *loose]))
    assert read.starts.tolist() == [0, 16]


def test_it_rejects_a_score_that_is_on_no_grid() -> None:
    with pytest.raises(OffGrid):
        ensemble((0, repeat([(0.11, 1, 60)], 1.07, 64)))


def test_it_rejects_a_score_without_notes() -> None:
    with pytest.raises(OffGrid):
        ensemble((0, []))
