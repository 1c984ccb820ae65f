"""What the AR-CNN believes about every cell of a piece of any length."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

from generation.catalogue import Card
from generation.codecs.roll import Grid
from generation.networks.arcnn import Arcnn, Sizes


class Cells(NamedTuple):
    """A piece as the network is shown it: V voices, T steps."""

    state: NDArray[np.uint8]  # (V, T)
    kind: NDArray[np.uint8]  # (V, T) HIDDEN, GIVEN or HEARD


@lru_cache(maxsize=4)
def load(card: Card) -> Arcnn:
    """The network of a card, from its safetensors."""
    sizes = Sizes(**{name: tuple(v) if isinstance(v, list) else v for name, v in card.sizes.items()})
    network = Arcnn(sizes)
    network.load_state_dict({name: tensor.float() for name, tensor in load_file(card.weights).items()})
    return network.eval().requires_grad_(False)


def beat_phases(grid: Grid) -> Tensor:
    """(T,) phases of a song's steps: only the beat is told, as bars of songs do not begin where chorales begin."""
    return torch.from_numpy(16 + grid.position.astype(np.int64) % 4)


@torch.inference_mode()
def beliefs(network: Arcnn, cells: Cells, phase: Tensor) -> Tensor:
    """Log probabilities (V, T, S), nats."""
    state, kind = (torch.from_numpy(array.astype(np.int64)) for array in cells)
    if state.shape[1] <= 1.5 * network.sizes.window:
        return network(state[None], kind[None], phase[None])[0].log_softmax(2)
    return windowed(network, state, kind, phase).log_softmax(2)


def windowed(network: Arcnn, state: Tensor, kind: Tensor, phase: Tensor) -> Tensor:
    """Logits (V, T, S) of a piece of any length, through overlapping windows of the length that training showed."""
    steps, window = state.shape[1], network.sizes.window
    starts = [*range(0, max(1, steps - window), window // 2), max(0, steps - window)]
    heard = network(*(torch.stack([part[..., s : s + window] for s in starts]) for part in (state, kind, phase)))
    whole = torch.empty(*state.shape, heard.shape[3])
    for number, start in enumerate(starts):
        # The later window wins where two overlap, but for its first quarter: so every step is heard with its past.
        first = start + window // 4 if number else 0
        whole[:, first : start + window] = heard[number, :, first - start :]
    return whole


def shared_luck(steps: int, voices: int, states: int, block: int, random: torch.Generator) -> Tensor:
    """Gumbel noise (V, T, S) that is the same within `block` steps: cells drawn with it agree on how long to hold."""
    uniform = torch.rand(voices, -(-steps // block), states, generator=random).clamp(1e-9, 1 - 1e-7)
    return (-(-uniform.log()).log()).repeat_interleave(block, 1)[:, :steps]
