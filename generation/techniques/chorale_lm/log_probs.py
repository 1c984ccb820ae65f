"""Log probabilities of chorales by protocol P1 of the JSB table.

Nats of every cell given all earlier frames and the voices above it, whole pieces in their own keys.
A model may be averaged over the transpositions it was trained on: the mean of distributions over
the same cell is a distribution again, so the chain rule still gives a joint probability of the
piece as it stands.
"""

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from generation.codecs.chorale import LOWEST, RANGES, REST, STATES, States
from generation.techniques.chorale_lm.features import encode_frames
from generation.techniques.transformer.network import Transformer, nll

# (K, T, 4) logs of a piece in K keys, and (K, T) which of them count.
KeyLogProbs = tuple[NDArray[np.float64], NDArray[np.bool_]]


@torch.inference_mode()
def measure_cells(network: Transformer, piece: NDArray[np.int64]) -> NDArray[np.float64]:
    """(T, 4) log probabilities, nats, of every cell of a piece (4, T) by protocol P1."""
    inputs, times, conditions, targets = (
        torch.from_numpy(each)[None] for each in encode_frames(piece)
    )
    return -nll(network(inputs, times.float(), conditions), targets)[0].double().numpy()


def measure_keys(network: Transformer, piece: States, reach: int) -> KeyLogProbs:
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
        every.append(np.where(sayable.T, measure_cells(network, moved), -np.inf))
        counts.append(stay_in_ranges(moved, sayable)[:-1] | (shift == 0))
    return np.stack(every), np.stack(counts)


def average_log_probs(logs: NDArray[np.float64], counts: NDArray[np.bool_]) -> NDArray[np.float64]:
    """(T, 4) logs of the mean probability of those of (K, T, 4) that count by (K, T)."""
    return (
        np.logaddexp.reduce(np.where(counts[:, :, None], logs, -np.inf), axis=0)
        - np.log(counts.sum(0))[:, None]
    )


def measure_log_probs(
    networks: Sequence[Transformer], piece: States, reach: int
) -> NDArray[np.float64]:
    """(T, 4) logs of the mean probability over networks and over transpositions of up to `reach`
    semitones."""
    every, counts = zip(*(measure_keys(network, piece, reach) for network in networks), strict=True)
    return average_log_probs(np.concatenate(every), np.concatenate(counts))


def stay_in_ranges(states: NDArray[np.int64], sayable: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(T + 1,) whether all frames before each have kept to the ranges of their voices."""
    low, high = (np.array([each[n] for each in RANGES])[:, None] - LOWEST + 1 for n in (0, 1))
    kept = (((states >= low) & (states <= high)) | (states == REST)) & sayable
    return np.concatenate([[True], np.logical_and.accumulate(kept.all(0))])
