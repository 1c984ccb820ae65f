"""Likelihood of the JSB chorales at 16th notes by Coconet's protocols (Huang et al. 2017), on the
published split.

Note-wise: cells in a uniformly random order, each given those before it. Frame-wise: frames in
random or in time order; inside a frame the voices come in random order and the network sees its own
best guesses for those before, not the truth. Ensembled: the probability of a unit is its mean over
several orderings. That is what Coconet reports; it is no joint probability, so it must not be held
against autoregressive models. All figures in nats.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import REST, STATES, States
from generation.inference.layers import log_softmax
from generation.techniques.arcnn.config import GIVEN, HIDDEN
from generation.techniques.arcnn.log_probs import Cells, Network, WindowedInference

ORDERINGS = 5
# longest share of the cells revealed at once; each is judged by what was known before the stride
STRIDE = 1 / 32
AHEAD = 16  # hidden frames after the one that is asked, in time order
TOGETHER = 32  # windows of one pass


class Figure(NamedTuple):
    """A mean with the standard error of this evaluation."""

    nats: float
    error: float


class Asked(NamedTuple):
    """Frames to be guessed: N windows of T steps, one frame in each."""

    state: States  # (N, V, T) the truth
    hidden: NDArray[np.bool_]  # (N, V, T)
    phase: NDArray[np.int64]  # (N, T)
    at: NDArray[np.int64]  # (N,) step of the frame


def figure(values: NDArray[np.float64]) -> Figure:
    return Figure(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))))


def averaged(nats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Negative log of the mean probability over the first axis."""
    return -(np.logaddexp.reduce(-nats, axis=0) - np.log(len(nats)))


def phases(start: int, steps: int) -> NDArray[np.int64]:
    return np.arange(start, start + steps) % 16


def cell_nats(network: Network, piece: States, random: Random) -> NDArray[np.float64]:
    """(V, T) nats of every cell of a piece in one random order of all cells."""
    voices, steps = piece.shape
    rank = random.permutation(voices * steps).reshape(voices, steps)
    state = piece.astype(np.int64)[..., None]
    inferred = WindowedInference(network, phases(0, steps))
    nats = np.zeros((voices, steps))
    for first, after in pairwise(strides(voices * steps)):
        kind = np.where(rank < first, GIVEN, HIDDEN).astype(np.uint8)
        found = -np.take_along_axis(inferred.hear(Cells(piece, kind)), state, 2)[..., 0]
        nats = np.where((rank >= first) & (rank < after), found, nats)
    return nats


def strides(cells: int) -> list[int]:
    """Places at which an ordering of `cells` is halted: at first after every cell, later after 1/32
    of them."""
    places, step = [0], 1
    while places[-1] < cells:
        places.append(min(cells, places[-1] + step))
        step = max(1, min(places[-1], int(cells * STRIDE)))
    return places


def note_wise(
    network: Network, pieces: Sequence[States], seed: int, orderings: int = ORDERINGS
) -> tuple[Figure, Figure]:
    """Nats a cell: mean of single orderings, and ensembled. The error is that over pieces."""
    plain, together, cells = [], [], []
    for number, piece in enumerate(pieces):
        random = np.random.default_rng([seed, 1, number])
        nats = np.stack([cell_nats(network, piece, random) for _ in range(orderings)])
        plain.append(nats.mean())
        together.append(averaged(nats).mean())
        cells.append(piece.size)
    weight = np.array(cells) / np.mean(cells)
    return figure(np.array(plain) * weight), figure(np.array(together) * weight)


def chosen_frames(pieces: Sequence[States], count: int, random: Random) -> list[tuple[int, int]]:
    """(piece, step) of frames drawn evenly from all, without replacement."""
    every = [
        (number, step) for number, piece in enumerate(pieces) for step in range(piece.shape[1])
    ]
    return [every[int(n)] for n in random.choice(len(every), min(count, len(every)), replace=False)]


def asked_in_time(
    pieces: Sequence[States], frames: Sequence[tuple[int, int]], window: int, random: Random
) -> Asked:
    """Each frame with what came before it; it and all that follows is hidden."""
    asked = []
    for number, step in frames:
        start = max(0, step + AHEAD - window)
        state = cut(pieces[number], start, window)
        hidden = np.broadcast_to(np.arange(window) >= step - start, state.shape)
        asked.append((state, hidden, start, step - start))
    return gathered(asked, window)


def asked_anywhere(
    pieces: Sequence[States], frames: Sequence[tuple[int, int]], window: int, random: Random
) -> Asked:
    """Each frame with those before it in a random order of the piece's frames."""
    asked = []
    for number, step in frames:
        steps = pieces[number].shape[1]
        start = int(np.clip(step - window // 2, 0, max(0, steps - window)))
        known = np.zeros(max(steps, start + window), bool)
        others = np.delete(np.arange(steps), step)
        known[random.choice(others, int(random.integers(steps)), replace=False)] = True
        state = cut(pieces[number], start, window)
        asked.append(
            (
                state,
                np.broadcast_to(~known[start : start + window], state.shape),
                start,
                step - start,
            )
        )
    return gathered(asked, window)


def cut(piece: States, start: int, window: int) -> States:
    state = np.full((len(piece), window), REST, np.uint8)
    part = piece[:, start : start + window]
    state[:, : part.shape[1]] = part
    return state


def gathered(asked: Sequence[tuple[States, NDArray, int, int]], window: int) -> Asked:
    states, hidden, starts, at = zip(*asked, strict=True)
    phase = np.stack([phases(start, window) for start in starts])
    return Asked(np.stack(states), np.stack(hidden), phase, np.array(at))


def frame_nats(
    network: Network, asked: Asked, random: Random, told: bool = False
) -> NDArray[np.float64]:
    """(N, V) nats of the true notes of each asked frame; the network sees its own guesses, or the
    truth if `told`."""
    rows = np.arange(len(asked.at))
    voices = asked.state.shape[1]
    orders = random.permuted(np.tile(np.arange(voices), (len(rows), 1)), axis=1)
    state, kind = asked.state.copy(), np.where(asked.hidden, HIDDEN, GIVEN)
    nats = np.zeros((len(rows), voices))
    for voice in orders.T:
        logits = network.logits(state, kind, asked.phase)[rows, voice, asked.at]
        logs = log_softmax(logits.astype(np.float64))  # (N, S)
        targets = asked.state[rows, voice, asked.at]
        nats[rows, voice] = -logs[rows, targets]
        state[rows, voice, asked.at] = targets if told else logs.argmax(1)
        kind[rows, voice, asked.at] = GIVEN
    return nats


Asking = Callable[[Sequence[States], Sequence[tuple[int, int]], int, Random], Asked]


def frame_wise(
    network: Network,
    pieces: Sequence[States],
    seed: int,
    count: int,
    asking: Asking,
    told: bool = False,
) -> tuple[Figure, Figure]:
    """Nats a frame: mean of single orderings, and ensembled, over `count` frames drawn from all."""
    random = np.random.default_rng([seed, 2])
    frames = chosen_frames(pieces, count, random)
    nats = np.stack(
        [ordered(network, pieces, frames, asking, told, random) for _ in range(ORDERINGS)]
    )
    return figure(nats.mean(0)), figure(averaged(nats))


def ordered(
    network: Network,
    pieces: Sequence[States],
    frames: Sequence[tuple[int, int]],
    asking: Asking,
    told: bool,
    random: Random,
) -> NDArray[np.float64]:
    """(N,) nats of the frames, each in one ordering."""
    batches = [frames[start : start + TOGETHER] for start in range(0, len(frames), TOGETHER)]
    window = network.config.window
    found = [
        frame_nats(network, asking(pieces, batch, window, random), random, told).sum(1)
        for batch in batches
    ]
    return np.concatenate(found)


def unigram_nats(train: Sequence[States], pieces: Sequence[States]) -> float:
    """Nats a cell of a model that knows how often each voice sings each pitch (add-one
    smoothing)."""
    counts = np.ones((len(pieces[0]), STATES))
    for piece in train:
        for voice, line in enumerate(piece):
            counts[voice] += np.bincount(line, minlength=STATES)
    logs = np.log(counts / counts.sum(1, keepdims=True))
    return -float(
        np.concatenate(
            [logs[voice, line] for piece in pieces for voice, line in enumerate(piece)]
        ).mean()
    )


def markov_nats(train: Sequence[States], pieces: Sequence[States]) -> float:
    """Nats a cell of a model that knows each voice's last pitch and the step of the beat
    (add-a-hundredth)."""
    counts = np.full((len(pieces[0]), 4, STATES, STATES), 0.01)
    for piece in train:
        for voice, line in enumerate(piece):
            np.add.at(counts[voice], tuple(transitions(line)), 1)
    logs = np.log(counts / counts.sum(3, keepdims=True))
    nats = [
        logs[voice][tuple(transitions(line))]
        for piece in pieces
        for voice, line in enumerate(piece)
    ]
    return -float(np.concatenate(nats).mean())


def transitions(line: NDArray[np.uint8]) -> NDArray[np.int64]:
    """(3, T) step of the beat, state before (a rest before the first), state."""
    before = np.concatenate([[REST], line[:-1]])
    return np.stack([np.arange(len(line)) % 4, before, line]).astype(np.int64)
