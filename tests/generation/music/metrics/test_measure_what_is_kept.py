"""What a passage keeps of the one before it, on bars one can hear in the head."""

import numpy as np
import pytest

from generation.music.metrics.kept import bars_kept, groove_kept, key_kept

C_MAJOR, F_SHARP_MAJOR = np.zeros(12), np.zeros(12)
C_MAJOR[[0, 4, 7]] = F_SHARP_MAJOR[[6, 10, 1]] = 1
QUARTERS = np.array([[True, False] * 4])
EIGHTHS = np.array([[True, True] * 4])
BAR, OTHER = {(0, 60), (8, 64)}, {(0, 60), (8, 65)}


def test_a_key_is_kept_by_its_notes() -> None:
    assert key_kept(C_MAJOR, 3 * C_MAJOR) == pytest.approx(1)
    assert key_kept(C_MAJOR, F_SHARP_MAJOR) == 0


def test_a_groove_is_kept_by_its_onsets() -> None:
    assert groove_kept(QUARTERS, np.repeat(QUARTERS, 3, axis=0)) == pytest.approx(1)
    assert groove_kept(QUARTERS, EIGHTHS) == pytest.approx(4 / np.sqrt(4 * 8))


def test_a_bar_is_kept_by_the_nearest_before() -> None:
    assert bars_kept([OTHER, BAR], [BAR]) == 1
    assert bars_kept([OTHER], [BAR]) == pytest.approx(1 / 3)


def test_empty_bars_do_not_count() -> None:
    assert bars_kept([BAR], [set(), BAR]) == 1


def test_silence_keeps_nothing() -> None:
    assert key_kept(C_MAJOR, np.zeros(12)) == 0
    assert groove_kept(QUARTERS, ~EIGHTHS) == 0
    assert bars_kept([BAR], [set()]) == 0
