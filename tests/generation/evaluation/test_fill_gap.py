"""Fills beside what stood there, and beside the copies that are as good as many a fill."""

import numpy as np
import pytest

from generation.codecs.score import Notes
from generation.evaluation.fills import (
    choose_nearer,
    copy_after,
    copy_bars,
    copy_before,
    cut_notes,
    measure_fill,
)

BAR, Q = 96, 24  # steps
START, STOP = 4 * BAR, 8 * BAR


def song() -> Notes:
    """Twelve bars: four of C, the gap of C with one bar of F, four of G."""
    roots = [60] * 4 + [60, 60, 60, 65] + [67] * 4
    beats = np.repeat(roots, 4).tolist()
    rows = [(beat * Q, 0, root, Q, 10) for beat, root in enumerate(beats)]
    return np.array(rows, np.int32)


REAL = cut_notes(song(), START, STOP)


def test_it_works() -> None:
    found = measure_fill(REAL, REAL, START, STOP, BAR)
    assert set(found.values()) == {1}


def test_copies_are_what_they_say() -> None:
    before, after = copy_before(song(), START, STOP), copy_after(song(), START, STOP)
    assert (before[:, 0] == REAL[:, 0]).all()
    assert set(before[:, 2]) == {60}
    assert (after[:, 0] == REAL[:, 0]).all()
    assert set(after[:, 2]) == {67}
    assert choose_nearer([after, before], REAL) is before


def test_a_copy_has_much_of_what_stood_there() -> None:
    found = measure_fill(copy_before(song(), START, STOP), REAL, START, STOP, BAR)
    assert found["notes, F1"] == found["harmony by half bars"] == pytest.approx(3 / 4)
    assert found["onsets, F1"] == 1
    other = measure_fill(copy_after(song(), START, STOP), REAL, START, STOP, BAR)
    assert other["notes, F1"] == other["harmony by half bars"] == 0


def test_silence_is_no_fill() -> None:
    found = measure_fill(REAL[:0], REAL, START, STOP, BAR)
    assert set(found.values()) == {0}
    assert measure_fill(REAL, REAL[:0], START, STOP, BAR)["harmony by half bars"] is None


def test_bars_that_stand_around_the_gap_are_copies() -> None:
    assert copy_bars(REAL, song(), START, STOP, BAR) == 3 / 4  # the bar of F is new
    late = REAL + np.array([Q // 2, 0, 0, 0, 0], np.int32)
    assert copy_bars(late[:-1], song(), START, STOP, BAR) == 0
    assert copy_bars(REAL[:0], song(), START, STOP, BAR) is None
