"""Beliefs about pieces of any length."""

import numpy as np
import pytest
import torch

from generation.networks.arcnn import GIVEN, HIDDEN
from generation.samplers.beliefs import Cells, Ear, beliefs, shared_luck
from tests.generation.choir import network, piece


def heard(steps: int, net: torch.nn.Module | None = None) -> torch.Tensor:
    kind = np.full((4, steps), GIVEN, np.uint8)
    kind[1:, ::3] = HIDDEN
    return beliefs(net or network(), Cells(piece(steps), kind), 16 + torch.arange(steps) % 4)


@pytest.mark.parametrize("steps", [4, 192, 193, 250, 1024])
def test_it_works(steps: int) -> None:
    found = heard(steps)
    assert found.shape == (4, steps, 47)
    assert torch.allclose(found.exp().sum(2), torch.ones(4, steps), atol=1e-4)


def test_it_hears_a_long_piece_as_its_parts() -> None:
    """Far from the ends of a window, a repeating piece sounds the same everywhere."""
    found = heard(480)
    assert torch.allclose(found[:, 96], found[:, 96 + 192], atol=0.2)


def test_it_hears_again_only_what_has_changed() -> None:
    net, phase, kind = network(), 16 + torch.arange(300) % 4, np.full((4, 300), GIVEN, np.uint8)
    asked: list[int] = []
    net.register_forward_pre_hook(lambda module, args: asked.append(len(args[0])))
    ear = Ear(net, phase)
    state = piece(300)
    ear.hear(Cells(state, kind))
    again = ear.hear(Cells(state, kind))
    state = state.copy()
    state[2, 5] = 9
    changed = ear.hear(Cells(state, kind))
    assert asked == [len(ear.starts), 1]
    assert torch.equal(again[:, 100:], changed[:, 100:])
    assert torch.allclose(changed, beliefs(net, Cells(state, kind), phase), atol=1e-5)


def test_it_shares_luck_within_a_block() -> None:
    luck = shared_luck(10, 4, 47, 4, torch.Generator().manual_seed(1))
    assert luck.shape == (4, 10, 47)
    assert torch.equal(luck[:, 0], luck[:, 3])
    assert not torch.equal(luck[:, 3], luck[:, 4])
