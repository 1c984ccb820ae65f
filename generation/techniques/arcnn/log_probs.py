"""What the AR-CNN believes about every cell of a piece of any length."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card, config_from
from generation.codecs.grid import Grid
from generation.inference.layers import Array, log_softmax
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.inference import Arcnn

Result = TypeVar("Result")


class Cells(NamedTuple):
    """A piece as the network is shown it: V voices, T steps."""

    state: NDArray[np.uint8]  # (V, T)
    kind: NDArray[np.uint8]  # (V, T) HIDDEN, GIVEN or HEARD


class Network(Protocol):
    """What the samplers ask of an AR-CNN."""

    @property
    def config(self) -> ArcnnConfig: ...
    def logits(
        self,
        state: NDArray[np.integer],
        kind: NDArray[np.integer],
        phase: NDArray[np.integer],
        dtype: type = np.float32,
    ) -> Array: ...  # (B, V, T), (B, V, T), (B, T) -> (B, V, T, S)


@lru_cache
def load(card: Card) -> Arcnn:
    """The network of a card, from its safetensors."""
    return Arcnn(config_from(ArcnnConfig, card.sizes), load_file(card.weights))


def beat_phases(grid: Grid) -> NDArray[np.int64]:
    """(T,) phases of a song's steps: only the beat is told, as bars of songs do not begin where
    chorales begin."""
    return 16 + grid.position.astype(np.int64) % 4


def infer_log_probs(
    network: Network, cells: Cells, phase: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Log probabilities (V, T, S), nats."""
    return WindowedInference(network, phase).hear(cells)


class WindowedInference:
    """Hears a piece again and again: of a long one only the windows in which something has changed
    since."""

    def __init__(self, network: Network, phase: NDArray[np.int64]) -> None:
        self.network, self.steps = network, len(phase)
        self.starts = windows(len(phase), network.config.window)
        self.width = min(len(phase), network.config.window) if len(self.starts) > 1 else len(phase)
        self.borders = borders(self.starts, self.width, len(phase))
        self.single = Windows(network, self.cut(phase), np.float32)
        self.double = Windows(network, self.cut(phase), np.float64)

    def cut(self, values: NDArray) -> NDArray:
        """(..., T) -> (windows, ..., T of a window)."""
        return np.stack([values[..., start : start + self.width] for start in self.starts])

    def hear(self, cells: Cells, exactly: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Log probabilities (V, T, S), nats. `exactly` (windows,): which windows to hear in double
        precision."""
        shown = self.cut(np.stack([cells.state, cells.kind]))
        if exactly is None or not exactly.any():
            return self.join(self.single.hear(shown, np.ones(len(shown), bool)))
        heard = self.single.hear(shown, ~exactly).copy()
        heard[exactly] = self.double.hear(shown, exactly)[exactly]
        return self.join(heard)

    def join(self, heard: NDArray[np.float64]) -> NDArray[np.float64]:
        """(windows, V, window, S) -> (V, T, S); of an overlap each window gives the half that lies
        deeper in it."""
        if len(heard) == 1:
            return heard[0]
        parts = [
            each[:, first - start : last - start]
            for each, start, first, last in zip(
                heard, self.starts, self.borders, self.borders[1:], strict=False
            )
        ]
        return np.concatenate(parts, 1)

    def of_window(self, steps: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(T,) -> (windows,): which windows give any of these steps."""
        return np.logical_or.reduceat(steps, self.borders[:-1])

    def of_step(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(windows,) -> (T,): the steps that these windows give."""
        return chosen.repeat(np.diff(self.borders))


class Windows:
    """What a network said of each window when it was last asked, and what it was shown then."""

    def __init__(self, network: Network, phases: NDArray[np.int64], dtype: type) -> None:
        self.network, self.phases, self.dtype = network, phases, dtype
        self.known = np.zeros(len(phases), bool)
        self.shown = np.empty(0, np.uint8)  # (windows, 2, V, T of a window)
        self.heard = np.empty(0)  # (windows, V, T of a window, S)

    def hear(self, shown: NDArray[np.uint8], wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Log probabilities of all windows, up to date where they are `wanted` (windows,)."""
        if not self.known.any():
            self.shown = shown.copy()
            self.heard = np.empty((*shown.shape[:1], *shown.shape[2:], self.network.config.states))
        stale = wanted & ~(self.known & (shown == self.shown).all((1, 2, 3)))
        if stale.any():
            logits = self.network.logits(
                shown[stale, 0], shown[stale, 1], self.phases[stale], self.dtype
            )
            self.heard[stale] = log_softmax(logits.astype(np.float64))
            self.shown[stale] = shown[stale]
            self.known |= stale
        return self.heard


# (log probabilities (V, T, S), whether a step's are in double precision (T,)) -> result, steps that
# leave a doubt (T,)
Attempt = Callable[[NDArray[np.float64], NDArray[np.bool_]], tuple[Result, NDArray[np.bool_]]]


def decide_hearing(attempt: Attempt[Result], inferred: WindowedInference, cells: Cells) -> Result:
    """As `precision.decide`, window by window: what leaves a doubt is heard in double precision,
    until none is left."""
    exactly = np.zeros(len(inferred.starts), bool)
    while True:
        result, doubtful = attempt(inferred.hear(cells, exactly), inferred.of_step(exactly))
        more = inferred.of_window(doubtful) & ~exactly
        if not more.any():
            return result
        exactly |= more


def windows(steps: int, window: int) -> list[int]:
    """First steps of the windows through which a piece is heard; one that is not much longer is
    heard at once."""
    if steps <= 1.5 * window:
        return [0]
    return [*range(0, steps - window, window * 3 // 4), steps - window]


def borders(starts: list[int], width: int, steps: int) -> list[int]:
    """First step that each window gives, and the end: overlaps are parted in the middle."""
    middles = [(start + width + following) // 2 for start, following in pairwise(starts)]
    return [0, *middles, steps]


def shared_luck(
    steps: int, voices: int, states: int, block: int, random: Random
) -> NDArray[np.float64]:
    """Gumbel noise (V, T, S) that is the same within `block` steps: cells drawn with it agree on
    how long to hold."""
    noise = random.gumbel(size=(voices, -(-steps // block), states))
    return noise.repeat(block, 1)[:, :steps]
