"""The grid of sixteenths over bars of any meter."""

import pytest

from generation.codecs.grid import Grid, build_grid, encode_track
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Track

Q = TICKS_PER_QUARTER


def song_in(*meters: Meter, quarters: int) -> Song:
    return Song((Track((Note(0, 60, quarters * Q),)),), meters=meters)


def grid_in(*meters: Meter, quarters: int) -> Grid:
    return build_grid(song_in(*meters, quarters=quarters), 0, quarters * Q)


def test_it_works() -> None:
    grid = grid_in(Meter(0, 4, 4), quarters=8)
    assert grid.steps == 32
    assert list(grid.ticks[:3]) == [0, 240, 480]
    assert grid.ticks[-1] == 8 * Q
    assert list(grid.position[14:18]) == [14, 15, 0, 1]
    assert set(grid.length) == {16}


def test_it_counts_three_quarters() -> None:
    grid = grid_in(Meter(0, 3, 4), quarters=6)
    assert set(grid.length) == {12}
    assert list(grid.bar[11:13]) == [0, 1]


def test_it_shuffles_six_eighths_and_counts_them_in_twos() -> None:
    grid = grid_in(Meter(0, 6, 8), quarters=6)
    assert list(grid.ticks[:5]) == [0, 480, 960, 1200, 1440]
    assert list(grid.position[:16]) == list(range(16))


def test_it_ends_a_bar_where_the_meter_changes() -> None:
    grid = grid_in(Meter(0, 4, 4), Meter(6 * Q, 3, 4), quarters=9)
    assert list(grid.position) == [*range(16), *range(8), *range(12)]
    assert list(grid.length[-12:]) == [12] * 12
    assert grid.ticks[24] == 6 * Q


@pytest.mark.parametrize(
    "meter", [(5, 8), (7, 8), (2, 2), (12, 8), (9, 16), (1, 4), (3, 32), (11, 4)]
)
def test_it_handles_odd_meters(meter: tuple[int, int]) -> None:
    grid = grid_in(Meter(0, *meter), quarters=12)
    assert grid.ticks[0] == 0
    assert grid.ticks[-1] >= 12 * Q
    assert all(b > a for a, b in zip(grid.ticks, grid.ticks[1:], strict=False))
    assert len(grid.ticks) == grid.steps + 1


def test_it_begins_with_the_bar_of_the_first_note() -> None:
    song = song_in(Meter(0, 4, 4), quarters=20)
    assert build_grid(song, 9 * Q, 20 * Q).ticks[0] == 8 * Q


def test_it_hears_short_and_late_notes() -> None:
    grid = grid_in(Meter(0, 4, 4), quarters=4)
    line = encode_track([Note(10, 60, 5), Note(4 * Q - 1, 62, 500)], grid)
    assert line.state[0] > 0
    assert line.state[-1] > 0


def test_it_finds_the_nearest_step() -> None:
    grid = grid_in(Meter(0, 4, 4), quarters=4)
    assert [grid.step_at(tick) for tick in (0, 119, 121, 240, 100_000)] == [0, 0, 1, 1, 16]
