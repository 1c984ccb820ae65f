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
    return Ear(network, phase).hear(cells)


class Ear:
    """Hears a piece again and again: of a long one only the windows in which something has changed since."""

    def __init__(self, network: Arcnn, phase: Tensor) -> None:
        self.network, self.phase = network, phase
        self.starts = windows(len(phase), network.sizes.window)
        self.shown: Tensor | None = None  # (windows, 2, V, T of a window)
        self.heard = torch.empty(0)  # (windows, V, T of a window, S)

    @torch.inference_mode()
    def hear(self, cells: Cells) -> Tensor:
        """Log probabilities (V, T, S), nats."""
        width = min(len(self.phase), self.network.sizes.window) if len(self.starts) > 1 else len(self.phase)
        piece = torch.from_numpy(np.stack([cells.state, cells.kind]).astype(np.int64))  # (2, V, T)
        shown = torch.stack([piece[..., start : start + width] for start in self.starts])
        phase = torch.stack([self.phase[start : start + width] for start in self.starts])
        if self.shown is None:
            self.heard = self.network(shown[:, 0], shown[:, 1], phase).log_softmax(3)
        elif (changed := (shown != self.shown).flatten(1).any(1)).any():
            self.heard[changed] = self.network(shown[changed, 0], shown[changed, 1], phase[changed]).log_softmax(3)
        self.shown = shown
        return joined(self.heard, self.starts, len(self.phase))


def windows(steps: int, window: int) -> list[int]:
    """First steps of the windows through which a piece is heard; one that is not much longer is heard at once."""
    if steps <= 1.5 * window:
        return [0]
    return [*range(0, steps - window, window * 3 // 4), steps - window]


def joined(heard: Tensor, starts: list[int], steps: int) -> Tensor:
    """(windows, V, window, S) -> (V, T, S); where two windows overlap, each gives the half that lies deeper in it."""
    whole = torch.empty(heard.shape[1], steps, heard.shape[3])
    first = 0
    for number, start in enumerate(starts):
        whole[:, first : start + heard.shape[2]] = heard[number, :, first - start :]
        if number + 1 < len(starts):
            first = (start + heard.shape[2] + starts[number + 1]) // 2
    return whole


def shared_luck(steps: int, voices: int, states: int, block: int, random: torch.Generator) -> Tensor:
    """Gumbel noise (V, T, S) that is the same within `block` steps: cells drawn with it agree on how long to hold."""
    uniform = torch.rand(voices, -(-steps // block), states, generator=random).clamp(1e-9, 1 - 1e-7)
    return (-(-uniform.log()).log()).repeat_interleave(block, 1)[:, :steps]
