"""What a band gains for beginning, resting and striking, by the kind of step."""

import numpy as np

from generation.techniques.gan.band.config import BEGINS, HELD, RESTS
from generation.techniques.gan.band.leanings import KINDS, Levels, classify_steps, lean
from generation.techniques.gan.melody import prepare_melody
from tests.generation.small_band import SMALL
from tests.generation.tunes import jig, ode

ODE = prepare_melody(ode(), ode().tracks[0].notes, choir=False)


def test_it_works() -> None:
    levels = Levels.of({"begins": [[3, 2, 1, 0]] * SMALL.voices, "rests": [0.5] * 6}, SMALL)
    found = lean(levels, ODE, SMALL, 1.0)
    assert found.rhythm[0, :5, BEGINS].tolist() == [3, 0, 1, 0, 2]
    assert set(found.rhythm[..., RESTS].ravel().tolist()) == {0.5}
    assert not found.rhythm[..., HELD].any() and not found.drums.any() and not found.pitch.any()


def test_steps_are_of_four_kinds() -> None:
    assert classify_steps(np.arange(9)).tolist() == [0, 3, 2, 3, 1, 3, 2, 3, 1]


def test_whole_rows_are_filled() -> None:
    """A network takes sixteen steps at once, and a bar of six eighths has twelve."""
    prepared = prepare_melody(jig(), jig().tracks[0].notes, choir=False)
    found = lean(Levels.of({}, SMALL), prepared, SMALL, 1.0)
    assert found.drums.shape[1] % 16 == 0 and found.drums.shape[1] >= prepared.grid.steps


def test_strokes_have_levels_of_their_own() -> None:
    strokes = np.arange(SMALL.drums * KINDS).reshape(SMALL.drums, KINDS)
    found = lean(Levels.of({"strokes": strokes.tolist()}, SMALL), ODE, SMALL, 1.0)
    assert found.drums[2, :3].tolist() == [8, 11, 10]
