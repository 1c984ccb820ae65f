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
from generation.techniques.arcnn.log_probs import Cells, Network, WindowedArcnn

ORDERINGS = 5
# longest share of the cells revealed at once; each is judged by what was known before the stride
STRIDE = 1 / 32
AHEAD = 16  # hidden frames after the one that is asked, in time order
BATCH = 32  # windows of one pass


class Estimate(NamedTuple):
    """A mean with the standard error of this evaluation."""

    nats: float
    error: float


class FrameBatch(NamedTuple):
    """Frames to be guessed: N windows of T steps, one frame in each."""

    state: States  # (N, V, T) the truth
    hidden: NDArray[np.bool_]  # (N, V, T)
    phase: NDArray[np.int64]  # (N, T)
    at: NDArray[np.int64]  # (N,) step of the frame


def estimate_mean(values: NDArray[np.float64]) -> Estimate:
    return Estimate(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))))


def ensemble_nats(nats: NDArray[np.float64]) -> NDArray[np.float64]:
    """Negative log of the mean probability over the first axis."""
    return -(np.logaddexp.reduce(-nats, axis=0) - np.log(len(nats)))


def make_phases(start: int, steps: int) -> NDArray[np.int64]:
    return np.arange(start, start + steps) % 16


def measure_cell_nll(network: Network, piece: States, random: Random) -> NDArray[np.float64]:
    """(V, T) nats of every cell of a piece in one random order of all cells."""
    voices, steps = piece.shape
    rank = random.permutation(voices * steps).reshape(voices, steps)
    state = piece.astype(np.int64)[..., None]
    inferred = WindowedArcnn(network, make_phases(0, steps))
    nats = np.zeros((voices, steps))
    for first, after in pairwise(plan_strides(voices * steps)):
        kind = np.where(rank < first, GIVEN, HIDDEN).astype(np.uint8)
        found = -np.take_along_axis(inferred.infer(Cells(piece, kind)), state, 2)[..., 0]
        nats = np.where((rank >= first) & (rank < after), found, nats)
    return nats


def plan_strides(cells: int) -> list[int]:
    """Places at which an ordering of `cells` is halted: at first after every cell, later after 1/32
    of them."""
    places, step = [0], 1
    while places[-1] < cells:
        places.append(min(cells, places[-1] + step))
        step = max(1, min(places[-1], int(cells * STRIDE)))
    return places


def measure_notes(
    network: Network, pieces: Sequence[States], seed: int, orderings: int = ORDERINGS
) -> tuple[Estimate, Estimate]:
    """Nats a cell: mean of single orderings, and ensembled. The error is that over pieces."""
    plain, together, cells = [], [], []
    for number, piece in enumerate(pieces):
        random = np.random.default_rng([seed, 1, number])
        nats = np.stack([measure_cell_nll(network, piece, random) for _ in range(orderings)])
        plain.append(nats.mean())
        together.append(ensemble_nats(nats).mean())
        cells.append(piece.size)
    weight = np.array(cells) / np.mean(cells)
    return estimate_mean(np.array(plain) * weight), estimate_mean(np.array(together) * weight)


def draw_frames(pieces: Sequence[States], count: int, random: Random) -> list[tuple[int, int]]:
    """(piece, step) of frames drawn evenly from all, without replacement."""
    frames: list[tuple[int, int]] = []
    for number, piece in enumerate(pieces):
        frames += [(number, step) for step in range(piece.shape[1])]
    drawn = random.choice(len(frames), min(count, len(frames)), replace=False)
    return [frames[int(number)] for number in drawn]


def mask_future(
    pieces: Sequence[States], frames: Sequence[tuple[int, int]], window: int, random: Random
) -> FrameBatch:
    """Each frame with what came before it; it and all that follows is hidden."""
    windows = []
    for number, step in frames:
        start = max(0, step + AHEAD - window)
        state = crop_window(pieces[number], start, window)
        hidden = np.broadcast_to(np.arange(window) >= step - start, state.shape)
        windows.append((state, hidden, start, step - start))
    return stack_windows(windows, window)


def mask_random_frames(
    pieces: Sequence[States], frames: Sequence[tuple[int, int]], window: int, random: Random
) -> FrameBatch:
    """Each frame with those before it in a random order of the piece's frames."""
    windows = []
    for number, step in frames:
        steps = pieces[number].shape[1]
        start = int(np.clip(step - window // 2, 0, max(0, steps - window)))
        known = np.zeros(max(steps, start + window), bool)
        others = np.delete(np.arange(steps), step)
        known[random.choice(others, int(random.integers(steps)), replace=False)] = True
        state = crop_window(pieces[number], start, window)
        windows.append(
            (
                state,
                np.broadcast_to(~known[start : start + window], state.shape),
                start,
                step - start,
            )
        )
    return stack_windows(windows, window)


def crop_window(piece: States, start: int, window: int) -> States:
    state = np.full((len(piece), window), REST, np.uint8)
    part = piece[:, start : start + window]
    state[:, : part.shape[1]] = part
    return state


def stack_windows(windows: Sequence[tuple[States, NDArray, int, int]], window: int) -> FrameBatch:
    states, hidden, starts, at = zip(*windows, strict=True)
    phase = np.stack([make_phases(start, window) for start in starts])
    return FrameBatch(np.stack(states), np.stack(hidden), phase, np.array(at))


def compute_frame_nll(
    network: Network, batch: FrameBatch, random: Random, teacher_forced: bool = False
) -> NDArray[np.float64]:
    """(N, V) nats of each frame; inputs are the network's own guesses, or the targets."""
    rows = np.arange(len(batch.at))
    voices = batch.state.shape[1]
    orders = random.permuted(np.tile(np.arange(voices), (len(rows), 1)), axis=1)
    state, kind = batch.state.copy(), np.where(batch.hidden, HIDDEN, GIVEN)
    nats = np.zeros((len(rows), voices))
    for voice in orders.T:
        logits = network.logits(state, kind, batch.phase)[rows, voice, batch.at]
        logs = log_softmax(logits.astype(np.float64))  # (N, S)
        targets = batch.state[rows, voice, batch.at]
        nats[rows, voice] = -logs[rows, targets]
        state[rows, voice, batch.at] = targets if teacher_forced else logs.argmax(1)
        kind[rows, voice, batch.at] = GIVEN
    return nats


FrameMasking = Callable[[Sequence[States], Sequence[tuple[int, int]], int, Random], FrameBatch]


def measure_frames(
    network: Network,
    pieces: Sequence[States],
    seed: int,
    count: int,
    frame_masking: FrameMasking,
    teacher_forced: bool = False,
) -> tuple[Estimate, Estimate]:
    """Nats a frame: mean of single orderings, and ensembled, over `count` frames drawn from all."""
    random = np.random.default_rng([seed, 2])
    frames = draw_frames(pieces, count, random)
    nats = np.stack(
        [
            measure_ordering(network, pieces, frames, frame_masking, teacher_forced, random)
            for _ in range(ORDERINGS)
        ]
    )
    return estimate_mean(nats.mean(0)), estimate_mean(ensemble_nats(nats))


def measure_ordering(
    network: Network,
    pieces: Sequence[States],
    frames: Sequence[tuple[int, int]],
    frame_masking: FrameMasking,
    teacher_forced: bool,
    random: Random,
) -> NDArray[np.float64]:
    """(N,) nats of the frames, each in one ordering."""
    batches = [frames[start : start + BATCH] for start in range(0, len(frames), BATCH)]
    window = network.config.window
    found = [
        compute_frame_nll(
            network, frame_masking(pieces, batch, window, random), random, teacher_forced
        ).sum(1)
        for batch in batches
    ]
    return np.concatenate(found)


def compute_unigram_nll(train: Sequence[States], pieces: Sequence[States]) -> float:
    """Nats a cell of a model that knows how often each voice sings each pitch (add-one
    smoothing)."""
    counts = np.ones((len(pieces[0]), STATES))
    for piece in train:
        for voice, line in enumerate(piece):
            counts[voice] += np.bincount(line, minlength=STATES)
    logs = np.log(counts / counts.sum(1, keepdims=True))
    nats: list[NDArray[np.float64]] = []
    for piece in pieces:
        nats += [logs[voice, line] for voice, line in enumerate(piece)]
    return -float(np.concatenate(nats).mean())


def compute_markov_nll(train: Sequence[States], pieces: Sequence[States]) -> float:
    """Nats a cell of a model that knows each voice's last pitch and the step of the beat
    (add-a-hundredth)."""
    counts = np.full((len(pieces[0]), 4, STATES, STATES), 0.01)
    for piece in train:
        for voice, line in enumerate(piece):
            np.add.at(counts[voice], tuple(list_transitions(line)), 1)
    logs = np.log(counts / counts.sum(3, keepdims=True))
    nats: list[NDArray[np.float64]] = []
    for piece in pieces:
        nats += [logs[voice][tuple(list_transitions(line))] for voice, line in enumerate(piece)]
    return -float(np.concatenate(nats).mean())


def list_transitions(line: NDArray[np.uint8]) -> NDArray[np.int64]:
    """(3, T) step of the beat, state before (a rest before the first), state."""
    before = np.concatenate([[REST], line[:-1]])
    return np.stack([np.arange(len(line)) % 4, before, line]).astype(np.int64)
