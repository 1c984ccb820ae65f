"""The AR-CNN as a network."""

import pytest
import torch

from generation.codecs.chorale import STATES
from generation.techniques.arcnn.config import EDITABLE, GIVEN, HIDDEN
from tests.generation.choir import piece
from tests.generation.trainees import arcnn as network


def inputs(steps: int = 32) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    state = torch.from_numpy(piece(steps).astype("int64"))[None]
    return state, torch.full_like(state, GIVEN), (torch.arange(steps) % 16)[None]


@pytest.mark.parametrize("steps", [1, 7, 32, 200])
def test_it_works(steps: int) -> None:
    assert network()(*inputs(steps)).shape == (1, 4, steps, STATES)


def test_it_never_sees_what_is_hidden() -> None:
    state, kind, phase = inputs()
    kind[0, 1, 4:9] = HIDDEN
    other = state.clone()
    other[0, 1, 4:9] = 3
    assert torch.equal(network()(state, kind, phase), network()(other, kind, phase))


@pytest.mark.parametrize("kind_of_cells", [GIVEN, EDITABLE])
def test_it_sees_what_is_not_hidden(kind_of_cells: int) -> None:
    state, kind, phase = inputs()
    kind[:] = kind_of_cells
    other = state.clone()
    other[0, 1, 4:9] = 3
    assert not torch.allclose(network()(state, kind, phase), network()(other, kind, phase))


def test_it_tells_given_from_heard_and_one_phase_from_another() -> None:
    state, kind, phase = inputs()
    plain = network()(state, kind, phase)
    assert not torch.allclose(plain, network()(state, torch.full_like(kind, EDITABLE), phase))
    assert not torch.allclose(plain, network()(state, kind, 16 + phase % 4))


def test_it_hears_each_window_of_a_batch_alone() -> None:
    state, kind, phase = inputs()
    both = network()(
        torch.cat([state, state.flip(2)]), torch.cat([kind, kind]), torch.cat([phase, phase])
    )
    assert torch.allclose(both[:1], network()(state, kind, phase), atol=1e-5)
