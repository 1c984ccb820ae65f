"""How hard drummers strike by the place in the bar."""

from pathlib import Path

import numpy as np
import pytest

from generation.codecs.accents import BEAT, BETWEEN, DRUMS, LINE
from generation.datasets.groove_levels import Strokes, measure_levels, read_strokes

SNARE, HAT = 1, 2


def repeat(drum: int, steps: tuple[int, ...], loud: tuple[float, ...]) -> Strokes:
    """A thousand bars of the same strokes."""
    bars = np.repeat(np.arange(1000) * 16, len(steps))
    return np.full(len(bars), drum), bars + np.tile(steps, 1000), np.tile(loud, 1000)


def test_it_works() -> None:
    levels = measure_levels([repeat(SNARE, (4, 7), (20.0, -20.0))])
    assert levels[SNARE, BEAT] == pytest.approx(20, abs=1)
    assert levels[SNARE, BETWEEN] == pytest.approx(-20, abs=1)


def test_a_loud_drum_has_no_accent_for_that() -> None:
    levels = measure_levels([repeat(HAT, (0, 4), (50.0, 50.0))])
    assert levels[HAT, [LINE, BEAT]] == pytest.approx(0, abs=1)


def test_the_table_is_that_of_the_training_part(shared_data: Path) -> None:
    assert (measure_levels(read_strokes(shared_data, "train")).round() == DRUMS).all()
