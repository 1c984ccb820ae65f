"""Log probabilities of every cell of a piece of any length, from the AR-CNN."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray
from safetensors.numpy import load_file

from generation.catalogue import Card, config_from
from generation.codecs.grid import Grid
from generation.inference.layers import Array, log_softmax
from generation.inference.loaded import keep_loaded
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.inference import Arcnn

Result = TypeVar("Result")


class Cells(NamedTuple):
    """Inputs of the network, V voices, T steps."""

    state: NDArray[np.uint8]  # (V, T)
    kind: NDArray[np.uint8]  # (V, T) HIDDEN, GIVEN or EDITABLE


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


@keep_loaded
def load(card: Card) -> Arcnn:
    """The network of a card, from its safetensors."""
    return Arcnn(config_from(ArcnnConfig, card.sizes), load_file(card.weights))


def get_beat_phases(grid: Grid) -> NDArray[np.int64]:
    """(T,) phases of a song's steps: only the beat is told, as bars of songs do not begin where
    chorales begin."""
    return 16 + grid.position.astype(np.int64) % 4


def infer_log_probs(
    network: Network, cells: Cells, phase: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Log probabilities (V, T, S), nats."""
    return WindowedArcnn(network, phase).infer(cells)


class WindowedArcnn:
    """Hears a piece again and again: of a long one only the windows in which something has changed
    since."""

    def __init__(self, network: Network, phase: NDArray[np.int64]) -> None:
        self.network, self.steps = network, len(phase)
        self.starts = split_windows(len(phase), network.config.window)
        self.width = min(len(phase), network.config.window) if len(self.starts) > 1 else len(phase)
        self.borders = find_borders(self.starts, self.width, len(phase))
        self.single = WindowCache(network, self.crop_window(phase), np.float32)
        self.double = WindowCache(network, self.crop_window(phase), np.float64)

    def crop_window(self, values: NDArray) -> NDArray:
        """(..., T) -> (windows, ..., T of a window)."""
        return np.stack([values[..., start : start + self.width] for start in self.starts])

    def infer(
        self, cells: Cells, in_double: NDArray[np.bool_] | None = None
    ) -> NDArray[np.float64]:
        """Log probabilities (V, T, S), nats. `in_double` (windows,): those to infer in double
        precision."""
        inputs = self.crop_window(np.stack([cells.state, cells.kind]))
        if in_double is None or not in_double.any():
            return self.join(self.single.infer(inputs, np.ones(len(inputs), bool)))
        log_probs = self.single.infer(inputs, ~in_double).copy()
        log_probs[in_double] = self.double.infer(inputs, in_double)[in_double]
        return self.join(log_probs)

    def join(self, log_probs: NDArray[np.float64]) -> NDArray[np.float64]:
        """(windows, V, window, S) -> (V, T, S); of an overlap each window gives the half that lies
        deeper in it."""
        if len(log_probs) == 1:
            return log_probs[0]
        parts = [
            each[:, first - start : last - start]
            for each, start, first, last in zip(
                log_probs, self.starts, self.borders, self.borders[1:], strict=False
            )
        ]
        return np.concatenate(parts, 1)

    def of_window(self, steps: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(T,) -> (windows,): which windows give any of these steps."""
        return np.logical_or.reduceat(steps, self.borders[:-1])

    def of_step(self, chosen: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """(windows,) -> (T,): the steps that these windows give."""
        return chosen.repeat(np.diff(self.borders))


class WindowCache:
    """The last log probabilities of each window, and the inputs they were inferred from."""

    def __init__(self, network: Network, phases: NDArray[np.int64], dtype: type) -> None:
        self.network, self.phases, self.dtype = network, phases, dtype
        self.known = np.zeros(len(phases), bool)
        self.inputs = np.empty(0, np.uint8)  # (windows, 2, V, T of a window)
        self.log_probs = np.empty(0)  # (windows, V, T of a window, S)

    def infer(self, inputs: NDArray[np.uint8], wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Log probabilities of all windows, up to date where they are `wanted` (windows,)."""
        if not self.known.any():
            self.inputs = inputs.copy()
            self.log_probs = np.empty(
                (*inputs.shape[:1], *inputs.shape[2:], self.network.config.states)
            )
        stale = wanted & ~(self.known & (inputs == self.inputs).all((1, 2, 3)))
        if stale.any():
            logits = self.network.logits(
                inputs[stale, 0], inputs[stale, 1], self.phases[stale], self.dtype
            )
            self.log_probs[stale] = log_softmax(logits.astype(np.float64))
            self.inputs[stale] = inputs[stale]
            self.known |= stale
        return self.log_probs


# (log probabilities (V, T, S), whether a step's are in double precision (T,)) -> result, steps that
# leave a doubt (T,)
Attempt = Callable[[NDArray[np.float64], NDArray[np.bool_]], tuple[Result, NDArray[np.bool_]]]


def decide_in_windows(attempt: Attempt[Result], inferred: WindowedArcnn, cells: Cells) -> Result:
    """As `precision.decide`, window by window: what leaves a doubt is inferred in double precision,
    until none is left."""
    in_double = np.zeros(len(inferred.starts), bool)
    while True:
        result, doubtful = attempt(inferred.infer(cells, in_double), inferred.of_step(in_double))
        more = inferred.of_window(doubtful) & ~in_double
        if not more.any():
            return result
        in_double |= more


def split_windows(steps: int, window: int) -> list[int]:
    """First steps of the windows through which a piece is inferred; one that is not much longer is
    inferred at once."""
    if steps <= 1.5 * window:
        return [0]
    return [*range(0, steps - window, window * 3 // 4), steps - window]


def find_borders(starts: list[int], width: int, steps: int) -> list[int]:
    """First step that each window gives, and the end: overlaps are parted in the middle."""
    middles = [(start + width + following) // 2 for start, following in pairwise(starts)]
    return [0, *middles, steps]


def draw_shared_gumbel(
    steps: int, voices: int, states: int, block: int, random: Random
) -> NDArray[np.float64]:
    """Gumbel noise (V, T, S) that is the same within `block` steps: cells drawn with it agree on
    how long to hold."""
    noise = random.gumbel(size=(voices, -(-steps // block), states))
    return noise.repeat(block, 1)[:, :steps]
