"""What a chorale sings again: the longest passage before a cell that has stood there once, and what
followed it then.

A model of likelihoods that remembers phrases word for word (after the match models of data
compression, Mahoney 2005, and the short-term models of Conklin and Witten 1995). It looks at the
past alone, and at the voices above in the same frame, so its mixture with a network's distribution
is a distribution over each cell again.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generation.codecs.chorale import States

# frames: passages from one to the next are trusted alike
EDGES = (
    1,
    2,
    3,
    4,
    6,
    8,
    12,
    16,
    24,
    32,
    48,
    64,
    96,
)
ROUNDS = 60  # of expectation and maximisation

LogProbs = NDArray[np.float64]  # (T, 4) of the probabilities of what came


class Match(NamedTuple):
    """What the past of a piece says of each cell, (T, 4)."""

    right: NDArray[np.bool_]  # whether what followed the passage then came again
    length: NDArray[np.int64]  # class of the passage's length; 0 where nothing has stood before


def count_equal_frames(frames: NDArray[np.int64]) -> NDArray[np.int64]:
    """(T, T) at (t, s), s < t: how many frames just before t are the same as those just
    before s."""
    count = len(frames)
    same = (frames[:, None] == frames[None]).all(2)
    found = np.zeros((count, count), np.int64)
    for now in range(2, count):
        found[now, 1:now] = np.where(same[now - 1, : now - 1], found[now - 1, : now - 1] + 1, 0)
    return found


def find_repeats(piece: States) -> Match:
    """Of the longest passages the latest counts, as long as the voices above moved as they
    do now."""
    frames = piece.T.astype(np.int64)
    found = count_equal_frames(frames)
    right, length = np.zeros(frames.shape, bool), np.zeros(frames.shape, np.int64)
    for now, voice in np.ndindex(frames.shape):
        fitting = found[now, :now] * (frames[:now, :voice] == frames[now, :voice]).all(1)
        if fitting.any():
            then = now - 1 - int(fitting[::-1].argmax())
            right[now, voice] = frames[then, voice] == frames[now, voice]
            length[now, voice] = np.searchsorted(EDGES, fitting[then], "right")
    return Match(right, length)


def fit_trust(logs: Sequence[LogProbs], matches: Sequence[Match]) -> NDArray[np.float64]:
    """(lengths,) how far passages of each length are to be trusted, by maximum likelihood beside a
    model's `logs`."""
    chances = np.exp(np.concatenate([each.ravel() for each in logs]))
    right = np.concatenate([each.right.ravel() for each in matches])
    length = np.concatenate([each.length.ravel() for each in matches])
    counts = np.bincount(length, minlength=len(EDGES) + 1)
    trust = np.where(np.arange(len(counts)) > 0, 0.3, 0.0)
    for _ in range(ROUNDS):
        share = trust[length] * right
        share /= share + (1 - trust[length]) * chances
        trust = np.bincount(length, share, len(counts)) / np.maximum(1, counts)
    return trust


def mix_log_probs(logs: LogProbs, match: Match, trust: NDArray[np.float64]) -> LogProbs:
    """(T, 4) logs of the mixture of a model with what the past says."""
    share = trust[match.length]
    return np.log((1 - share) * np.exp(logs) + share * match.right)
