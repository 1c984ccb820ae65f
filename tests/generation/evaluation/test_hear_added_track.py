"""The shift test: who listens is better in place than two bars off."""

from itertools import product

import numpy as np
import pytest

from generation.codecs.score import Notes
from generation.evaluation.added_tracks import measure_added

BAR, Q = 96, 24  # steps
ROOTS = (48, 45, 41, 43, 40, 50, 47, 48)  # of eight bars; no two alike two bars apart


def chords() -> Notes:
    """A triad a bar on slot 0."""
    struck = product(enumerate(ROOTS), (12, 16, 19))
    rows = [(bar * BAR, 0, root + above, BAR, 10) for (bar, root), above in struck]
    return np.array(rows, np.int32)


def bass(*, shift: int = 0, per_bar: int = 4, away: int = 0) -> Notes:
    """The roots, on slot 1."""
    rows = [
        ((at // per_bar) * BAR + at % per_bar * BAR // per_bar, 1,
         ROOTS[(at // per_bar + shift) % 8] - 12 + away, BAR // per_bar, 10)
        for at in range(8 * per_bar)
    ]  # fmt: skip
    return np.array(rows, np.int32)


def test_it_works() -> None:
    found = measure_added(bass(), chords(), bass(), BAR)
    assert found["agreement"] == 1
    assert found["lead over itself shifted"] > 0.5
    assert found["semitones clash"] < 0.2
    assert found["notes a real note"] == 1


def test_a_part_two_bars_off_leads_over_nothing() -> None:
    found = measure_added(bass(shift=2), chords(), bass(), BAR)
    assert found["agreement"] < 0.5
    assert found["lead over itself shifted"] < 0


def test_a_part_in_no_key_clashes() -> None:
    assert measure_added(bass(away=1), chords(), bass(), BAR)["semitones clash"] == 1


def test_doubling_agrees_and_is_told() -> None:
    copy = chords() - np.array([0, -1, 12, 0, 0], np.int32)
    found = measure_added(copy, chords(), bass(), BAR)
    assert found["agreement"] == found["doubles a track"] == 1
    assert measure_added(bass(), chords(), bass(), BAR)["doubles a track"] == pytest.approx(1 / 4)


def test_busy_parts_are_told() -> None:
    found = measure_added(bass(per_bar=8), chords(), bass(), BAR)
    assert found["notes a real note"] == 2


def test_it_handles_silence() -> None:
    found = measure_added(bass()[:0], chords(), bass(), BAR)
    assert (
        found["agreement"] is found["lead over itself shifted"] is found["doubles a track"] is None
    )
    assert found["notes a real note"] == 0
    assert measure_added(bass(), chords()[:0], bass()[:0], BAR)["notes a real note"] is None
