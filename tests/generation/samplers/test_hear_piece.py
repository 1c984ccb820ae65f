"""Beliefs about pieces of any length."""

from typing import Any

import numpy as np
import pytest

from generation.inference.arcnn import Arcnn
from generation.networks.config import GIVEN, HIDDEN
from generation.samplers.beliefs import Cells, Ear, beliefs, shared_luck
from tests.generation.choir import piece
from tests.generation.untrained import arcnn


def heard(steps: int) -> np.ndarray:
    kind = np.full((4, steps), GIVEN, np.uint8)
    kind[1:, ::3] = HIDDEN
    return beliefs(arcnn(), Cells(piece(steps), kind), 16 + np.arange(steps) % 4)


@pytest.mark.parametrize("steps", [4, 192, 193, 250, 1024])
def test_it_works(steps: int) -> None:
    found = heard(steps)
    assert found.shape == (4, steps, 47)
    assert np.allclose(np.exp(found).sum(2), 1)


def test_it_hears_a_long_piece_as_its_parts() -> None:
    """Far from the ends of a window, a repeating piece sounds the same everywhere."""
    found = heard(480)
    assert np.allclose(found[:, 96], found[:, 96 + 192], atol=0.2)


def test_it_hears_again_only_what_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    net, phase, kind = arcnn(), 16 + np.arange(300) % 4, np.full((4, 300), GIVEN, np.uint8)
    asked: list[int] = []
    logits = Arcnn.logits

    def counted(self: Arcnn, state: Any, *rest: Any) -> Any:
        asked.append(len(state))
        return logits(self, state, *rest)

    monkeypatch.setattr(Arcnn, "logits", counted)
    ear = Ear(net, phase)
    state = piece(300)
    ear.hear(Cells(state, kind))
    again = ear.hear(Cells(state, kind))
    state = state.copy()
    state[2, 5] = 9
    changed = ear.hear(Cells(state, kind))
    assert asked == [len(ear.starts), 1]
    assert (again[:, 100:] == changed[:, 100:]).all()
    assert np.allclose(changed, beliefs(net, Cells(state, kind), phase), atol=1e-5)


def test_its_other_self_hears_the_same_in_double_precision() -> None:
    ear = Ear(arcnn(), 16 + np.arange(300) % 4)
    cells = Cells(piece(300), np.full((4, 300), GIVEN, np.uint8))
    assert ear.exact.network.dtype is np.float64
    assert 0 < np.abs(ear.hear(cells) - ear.exact.hear(cells)).max() < 1e-5


def test_it_shares_luck_within_a_block() -> None:
    luck = shared_luck(10, 4, 47, 4, np.random.default_rng(1))
    assert luck.shape == (4, 10, 47)
    assert (luck[:, 0] == luck[:, 3]).all()
    assert not (luck[:, 3] == luck[:, 4]).all()
