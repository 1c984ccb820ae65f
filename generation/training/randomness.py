"""Seeded draws on a device: each step of a run has a generator of its own, so that a run can go on
at any step."""

import numpy as np
import torch
from torch import Tensor


def seeded(device: torch.device | str, *seed: int) -> torch.Generator:
    """A generator of `device` that depends on all numbers of the seed."""
    state = np.random.SeedSequence(seed).generate_state(1, np.uint64)[0]
    return torch.Generator(device).manual_seed(int(state >> np.uint64(1)))


def below(limits: Tensor, random: torch.Generator) -> Tensor:
    """A whole number from 0 up to, not including, each limit."""
    drawn = torch.rand(limits.shape, generator=random, device=limits.device) * limits
    return torch.minimum(drawn.long(), limits - 1)


def chance(share: float, shape: tuple[int, ...], random: torch.Generator) -> Tensor:
    return torch.rand(shape, generator=random, device=random.device) < share


def normal(shape: tuple[int, ...], random: torch.Generator) -> Tensor:
    """Standard normal numbers."""
    return torch.randn(shape, generator=random, device=random.device)
