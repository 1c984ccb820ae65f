"""Chorales as the causal Transformer sings them: one step a sixteenth, four voices drawn from
soprano to bass.

Protocol P1 of the JSB table: nats of every cell given all earlier frames and the voices above it,
whole pieces in their own keys. A model may be averaged over the transpositions it was trained on:
the mean of distributions over the same cell is a distribution again, so the chain rule still gives
a joint probability of the piece as it stands.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.random import Generator as Random
from numpy.typing import NDArray

from generation.codecs.chorale import (
    LOWEST,
    RANGES,
    REST,
    STATES,
    States,
    transposed,
    transpositions,
)
from generation.networks.transformer import Sizes, Transformer, nats_of
from generation.training.sequences import Batch, collated

START = STATES  # the state before the first frame
HOLDS = 33  # frames since a voice moved, the last value for all longer ones
MOVES = 27  # semitones -12 to 12, then "to or from a rest", then "no frame before"
ABOVE = 49  # semitones above the bass, then "rest"
PHASES = 16
VOICES = 4

# (K, T, 4) logs of a piece in K keys, and (K, T) which of them count.
KeyLogs = tuple[NDArray[np.float64], NDArray[np.bool_]]

SIZES = Sizes(
    shown=(STATES + 1,) * 4
    + (HOLDS,) * 4
    + (STATES + 1,) * 4
    + (ABOVE,) * 3
    + (MOVES,) * 4
    + (PHASES,),
    fields=(STATES,) * 4,
    hints=((), (MOVES,), (MOVES,), (MOVES,)),
    width=192,
    layers=4,
    heads=6,
    key_heads=6,
    inner=512,
    drawing=192,
    dropout=0.15,
)


class Frames(NamedTuple):
    """One chorale as the network is shown it, T frames."""

    shown: NDArray[np.int64]  # (T, I) the frame before each, and where each one stands
    when: NDArray[np.float32]  # (T,) quarters
    told: NDArray[np.int64]  # (T, K)
    truth: NDArray[np.int64]  # (T, 4)


def moves(before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
    """Intervals between states as classes of `MOVES`."""
    classes = np.clip(after - before, -12, 12) + 12
    classes[(before == REST) != (after == REST)] = 25
    classes[before == START] = 26
    return classes


def holds(states: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T, 4) frames for which each voice has stayed on its state."""
    changed = np.ones(states.shape, bool)
    changed[1:] = states[1:] != states[:-1]
    at = np.arange(len(states))[:, None]
    return at - np.maximum.accumulate(np.where(changed, at, 0), 0)


def earlier(states: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T, 4) the state that each voice left when it came to the one it has."""
    source = np.arange(len(states))[:, None] - holds(states) - 1
    found = np.take_along_axis(states, np.maximum(source, 0), 0)
    return np.where(source < 0, START, found)


def frames_of(piece: NDArray, begin: int = 0, steps: int | None = None) -> Frames:
    """Frames `begin` to `begin + steps` of a piece (4, T); the first of them sees those before it
    no more."""
    truth = piece.T.astype(np.int64)[begin : None if steps is None else begin + steps]
    before = np.concatenate([np.full((1, VOICES), START), truth[:-1]])
    left = np.concatenate([np.full((1, VOICES), START), earlier(truth)[:-1]])
    held = np.concatenate(
        [np.zeros((1, VOICES), np.int64), np.minimum(holds(truth), HOLDS - 1)[:-1]]
    )
    bass = before[:, 3:]
    above = np.clip(before[:, :3] - bass, 0, ABOVE - 2)
    above[(before[:, :3] == REST) | (bass == REST) | (bass == START)] = ABOVE - 1
    at = begin + np.arange(len(truth))
    shown = np.concatenate(
        [before, held, left, above, moves(left, before), at[:, None] % PHASES], 1
    )
    moved = moves(before, truth)
    told = np.stack(
        [truth[:, 0], moved[:, 0], truth[:, 1], moved[:, 1], truth[:, 2], moved[:, 2], truth[:, 3]],
        1,
    )
    return Frames(shown, at / 4, told, truth)


def batch_of(pieces: Sequence[States], size: int, steps: int, random: Random) -> Batch:
    """Windows of whole pieces where they fit, each transposed at random within the ranges of the
    voices."""
    lengths = np.array([piece.shape[1] for piece in pieces])
    rows = []
    for number in random.choice(len(pieces), size, p=lengths / lengths.sum()):
        piece = pieces[int(number)]
        begin = max(0, int(random.integers(-steps // 4, max(1, piece.shape[1] - steps // 2))))
        rows.append(
            frames_of(transposed(piece, int(random.choice(transpositions(piece)))), begin, steps)
        )
    return collated(rows)


@torch.inference_mode()
def cell_logs(network: Transformer, piece: NDArray[np.int64]) -> NDArray[np.float64]:
    """(T, 4) log probabilities, nats, of every cell of a piece (4, T) by protocol P1."""
    shown, when, told, truth = (torch.from_numpy(each)[None] for each in frames_of(piece))
    return -nats_of(network(shown, when.float(), told), truth)[0].double().numpy()


def key_logs(network: Transformer, piece: States, reach: int) -> KeyLogs:
    """(2 reach + 1, T, 4) logs of a piece in each transposition, and (2 reach + 1, T) whether that
    one counts yet.

    A transposition counts from the start of a piece until a voice first leaves its range in it:
    what decides is the past alone, so the mean of those that count is a distribution over each
    cell.
    """
    every, counts = [], []
    for shift in range(-reach, reach + 1):
        moved = np.where(piece == REST, REST, piece.astype(np.int64) + shift)
        sayable = (moved >= 0) & (moved < STATES) & ((moved != REST) | (piece == REST))
        moved = np.where(sayable, moved, REST)
        every.append(np.where(sayable.T, cell_logs(network, moved), -np.inf))
        counts.append(inside_ranges(moved, sayable)[:-1] | (shift == 0))
    return np.stack(every), np.stack(counts)


def mean_logs(logs: NDArray[np.float64], counts: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(T, 4) logs of the mean probability of those of (K, T, 4) that count by (K, T)."""
    return (
        np.logaddexp.reduce(np.where(counts[:, :, None], logs, -np.inf), axis=0)
        - np.log(counts.sum(0))[:, None]
    )


def averaged_logs(
    networks: Sequence[Transformer], piece: States, reach: int
) -> NDArray[np.float64]:
    """(T, 4) logs of the mean probability over networks and over transpositions of up to `reach`
    semitones."""
    every, counts = zip(*(key_logs(network, piece, reach) for network in networks), strict=True)
    return mean_logs(np.concatenate(every), np.concatenate(counts))


def inside_ranges(states: NDArray[np.int64], sayable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(T + 1,) whether all frames before each have kept to the ranges of their voices."""
    low, high = (np.array([each[n] for each in RANGES])[:, None] - LOWEST + 1 for n in (0, 1))
    kept = (((states >= low) & (states <= high)) | (states == REST)) & sayable
    return np.concatenate([[True], np.logical_and.accumulate(kept.all(0))])
