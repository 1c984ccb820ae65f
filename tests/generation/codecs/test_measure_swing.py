"""How late a melody's notes between the beats are, and the grid that swings as it does."""

from itertools import product

import numpy as np
import pytest

from generation.codecs.grid import Grid, build_grid
from generation.codecs.swing import STRAIGHT, THIRD, Swing, lay_swing, measure_swing
from generation.music.song import TICKS_PER_QUARTER, Meter, Note, Song, Track

Q = TICKS_PER_QUARTER
BEATS = 16


def strike(*places: float, beats: int = BEATS) -> list[Note]:
    """Notes at the same places of every beat."""
    onsets = [round((beat + place) * Q) for beat, place in product(range(beats), places)]
    return [Note(onset, 60, Q // 8) for onset in sorted(onsets)]


def lay(notes: list[Note], meter: tuple[int, int] = (4, 4)) -> Grid:
    song = Song((Track(tuple(notes)),), meters=(Meter(0, *meter),))
    return build_grid(song, 0, notes[-1].end)


def measure(notes: list[Note], meter: tuple[int, int] = (4, 4)) -> Swing:
    return measure_swing(notes, lay(notes, meter))


@pytest.mark.parametrize("late", [0.56, 0.6, 2 / 3])
def test_it_works(late: float) -> None:
    assert measure(strike(0, late)).eighths == pytest.approx(late, abs=1e-3)


def test_straight_eighths_and_sixteenths_are_straight() -> None:
    assert measure(strike(0, 0.5)) == measure(strike(0, 0.25, 0.5, 0.75)) == STRAIGHT


def test_dotted_rhythms_are_straight() -> None:
    assert measure(strike(0, 0.75)) == STRAIGHT


def test_hands_that_are_a_little_late_are_straight() -> None:
    random = np.random.default_rng(1)
    notes = [
        note._replace(onset=max(0, note.onset + round(random.normal(10, 25))))
        for note in strike(0, 0.5, beats=64)
    ]
    assert measure(sorted(notes)) == STRAIGHT


def test_notes_that_do_not_agree_tell_nothing() -> None:
    random = np.random.default_rng(2)
    notes = [Note(int(onset), 60, 60) for onset in np.sort(random.integers(0, 64 * Q, 400))]
    assert measure(notes) == STRAIGHT


def test_a_few_late_notes_tell_nothing() -> None:
    assert measure(strike(0, 2 / 3, beats=7)) == STRAIGHT


def test_most_notes_decide() -> None:
    straight = strike(0, 0.5, beats=12)
    triplets = [note._replace(onset=note.onset + 12 * Q) for note in strike(2 / 3, beats=8)]
    assert measure([*straight, *triplets]) == STRAIGHT


def test_sixteenths_swing_where_eighths_are_straight() -> None:
    late = measure(strike(0, 0.3, 0.5, 0.8))
    assert late.eighths == 0.5
    assert late.sixteenths == pytest.approx(0.6, abs=1e-3)


def test_triplets_among_straight_eighths_are_no_swing_of_sixteenths() -> None:
    assert measure(sorted([*strike(0, 0.5), *strike(1 / 3)])) == STRAIGHT


@pytest.mark.parametrize("meter", [(6, 8), (7, 8), (3, 8)])
def test_bars_without_whole_quarters_do_not_swing(meter: tuple[int, int]) -> None:
    notes = strike(0, 2 / 3, beats=42)
    assert measure(notes, meter) == STRAIGHT
    grid = lay(notes, meter)
    assert (lay_swing(grid, Swing(THIRD)).ticks == grid.ticks).all()


@pytest.mark.parametrize("swing", [Swing(0.58), Swing(THIRD), Swing(0.5, 0.62)])
def test_steps_stay_whole_and_in_order(swing: Swing) -> None:
    plain = lay(strike(0, beats=9))
    grid = lay_swing(plain, swing)
    assert grid.ticks.dtype == plain.ticks.dtype and (np.diff(grid.ticks) > 0).all()
    assert (grid.ticks[::4] == plain.ticks[::4]).all()


def test_eighths_lie_where_the_melody_has_them() -> None:
    notes = strike(0, THIRD)
    grid = lay_swing(lay(notes), measure(notes))
    assert [grid.step_at(note.onset) % 4 for note in notes] == [0, 2] * BEATS
    assert {note.onset for note in notes} <= set(grid.ticks.tolist())


def test_another_swing_takes_the_place_of_the_first() -> None:
    plain = lay(strike(0))
    swung = lay_swing(lay_swing(plain, Swing(THIRD)), STRAIGHT)
    assert (swung.ticks == plain.ticks).all()
