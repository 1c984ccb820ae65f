"""Muon: steps whose matrices are nearly orthogonal."""

import pytest
import torch

from generation.training.muon import Muon, orthogonal


@pytest.mark.parametrize("half", [False, True])
@pytest.mark.parametrize("shape", [(3, 8, 24), (2, 24, 8), (1, 16, 16)])
def test_it_makes_matrices_orthogonal(shape: tuple[int, ...], half: bool) -> None:
    torch.manual_seed(1)
    made = orthogonal(torch.randn(shape), half)
    found = torch.linalg.svdvals(made)
    assert made.dtype == torch.float32
    assert found.min() > 0.4 and found.max() < 1.4


def test_it_goes_where_torchs_own_goes() -> None:
    torch.manual_seed(1)
    ours, theirs = (torch.nn.Parameter(torch.ones(8, 24)) for _ in range(2))
    optimizers = (
        Muon([ours], 0.02, weight_decay=0.1),
        torch.optim.Muon([theirs], 0.02, weight_decay=0.1),
    )
    for _ in range(5):
        gradient = torch.randn(8, 24)
        for parameter, optimizer in zip((ours, theirs), optimizers, strict=True):
            parameter.grad = gradient.clone()
            optimizer.step()
    assert torch.allclose(ours, theirs, atol=2e-3)  # torch's works in bfloat16
