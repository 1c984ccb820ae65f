"""What the AR-CNN believes about every cell of a piece of any length."""

from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card
from generation.codecs.roll import Grid
from generation.inference.arcnn import Arcnn
from generation.inference.layers import Array, log_softmax
from generation.networks.config import ArcnnConfig, config_from


class Cells(NamedTuple):
    """A piece as the network is shown it: V voices, T steps."""

    state: NDArray[np.uint8]  # (V, T)
    kind: NDArray[np.uint8]  # (V, T) HIDDEN, GIVEN or HEARD


class Network(Protocol):
    """What the samplers ask of an AR-CNN."""

    @property
    def config(self) -> ArcnnConfig: ...
    @property
    def exact(self) -> "Network": ...  # the same in double precision
    def logits(
        self, state: NDArray[np.integer], kind: NDArray[np.integer], phase: NDArray[np.integer]
    ) -> Array: ...  # (B, V, T), (B, V, T), (B, T) -> (B, V, T, S)


@lru_cache(maxsize=4)
def load(card: Card) -> Arcnn:
    """The network of a card, from its safetensors."""
    return Arcnn(config_from(ArcnnConfig, card.sizes), load_file(card.weights))


def beat_phases(grid: Grid) -> NDArray[np.int64]:
    """(T,) phases of a song's steps: only the beat is told, as bars of songs do not begin where chorales begin."""
    return 16 + grid.position.astype(np.int64) % 4


def beliefs(network: Network, cells: Cells, phase: NDArray[np.int64]) -> NDArray[np.float64]:
    """Log probabilities (V, T, S), nats."""
    return Ear(network, phase).hear(cells)


class Ear:
    """Hears a piece again and again: of a long one only the windows in which something has changed since."""

    def __init__(self, network: Network, phase: NDArray[np.int64]) -> None:
        self.network, self.phase = network, phase
        self.starts = windows(len(phase), network.config.window)
        self.width = min(len(phase), network.config.window) if len(self.starts) > 1 else len(phase)
        self.phases = self.cut(phase)  # (windows, T of a window)
        self.shown: NDArray[np.uint8] | None = None  # (windows, 2, V, T of a window)
        self.heard = np.empty(0)  # (windows, V, T of a window, S)

    @cached_property
    def exact(self) -> "Ear":
        """Another, which hears in double precision."""
        return Ear(self.network.exact, self.phase)

    def cut(self, values: NDArray) -> NDArray:
        """(..., T) -> (windows, ..., T of a window)."""
        return np.stack([values[..., start : start + self.width] for start in self.starts])

    def hear(self, cells: Cells) -> NDArray[np.float64]:
        """Log probabilities (V, T, S), nats."""
        shown = self.cut(np.stack([cells.state, cells.kind]))
        if self.shown is None:
            self.heard = self.ask(shown, self.phases)
        elif (changed := (shown != self.shown).any((1, 2, 3))).any():
            self.heard[changed] = self.ask(shown[changed], self.phases[changed])
        self.shown = shown
        return joined(self.heard, self.starts, len(self.phase))

    def ask(self, shown: NDArray[np.uint8], phases: NDArray[np.int64]) -> NDArray[np.float64]:
        logits = self.network.logits(shown[:, 0], shown[:, 1], phases)
        return log_softmax(logits.astype(np.float64))


def windows(steps: int, window: int) -> list[int]:
    """First steps of the windows through which a piece is heard; one that is not much longer is heard at once."""
    if steps <= 1.5 * window:
        return [0]
    return [*range(0, steps - window, window * 3 // 4), steps - window]


def joined(heard: NDArray[np.float64], starts: list[int], steps: int) -> NDArray[np.float64]:
    """(windows, V, window, S) -> (V, T, S); where two windows overlap, each gives the half that lies deeper in it."""
    whole = np.empty((heard.shape[1], steps, heard.shape[3]))
    first = 0
    for number, start in enumerate(starts):
        whole[:, first : start + heard.shape[2]] = heard[number, :, first - start :]
        if number + 1 < len(starts):
            first = (start + heard.shape[2] + starts[number + 1]) // 2
    return whole


def shared_luck(steps: int, voices: int, states: int, block: int, random: Random) -> NDArray[np.float64]:
    """Gumbel noise (V, T, S) that is the same within `block` steps: cells drawn with it agree on how long to hold."""
    noise = random.gumbel(size=(voices, -(-steps // block), states))
    return noise.repeat(block, 1)[:, :steps]
