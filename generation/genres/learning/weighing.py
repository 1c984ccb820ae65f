"""How much each table says: weights, found on melodies that the tables beside them have not seen.

Tables taken as they are would be far too sure: the notes of a melody tell the same things again.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from generation.genres.facts import SHAPES
from generation.genres.learning.counting import Floats, Tables
from generation.genres.learning.windows import Window
from generation.genres.model import USUAL

RIDGE, LEVEL = 0.001, 0.02
BEGIN, BEGIN_SPREAD = -1.0, 0.4  # where the search begins


class Evidence(NamedTuple):
    """What the tables say of N windows."""

    scores: Floats  # (N, genres, tables)
    notes: Floats  # (N,)
    genre: NDArray[np.int64]  # (N,) the true one
    weight: Floats  # (N,) all genres alike


class Weights(NamedTuple):
    tables: Floats
    spread: float
    start: Floats  # (genres,)

    def tell(self, evidence: Evidence) -> Floats:
        """(N, genres) logits."""
        scale = (USUAL / evidence.notes[:, None]) ** self.spread
        return np.asarray(evidence.scores @ self.tables * scale + self.start)


def score_windows(tables: Tables, windows: Sequence[Window]) -> Floats:
    """(N, genres, tables)"""
    return np.array([score_window(tables, window) for window in windows])


def score_window(tables: Tables, window: Window) -> Floats:
    rows = [window.facts[name].T for name in SHAPES]
    scores = [tables[name][:, *each].sum(1) for name, each in zip(SHAPES, rows, strict=True)]
    return np.stack(scores, 1)


def fit_weights(evidence: Evidence) -> Weights:
    genres, tables = evidence.scores.shape[1:]

    def measure(vector: Floats) -> float:
        weights = read_vector(vector, tables)
        loss = measure_loss(weights.tell(evidence), evidence)
        return (
            loss
            + RIDGE * float(vector[:tables] @ vector[:tables])
            + LEVEL * float(weights.start @ weights.start)
        )

    first = np.concatenate([np.full(tables, BEGIN), [BEGIN_SPREAD], np.zeros(genres)])
    return read_vector(minimize(measure, first, method="L-BFGS-B").x, tables)


def read_vector(vector: Floats, tables: int) -> Weights:
    return Weights(np.exp(vector[:tables]), float(vector[tables]), vector[tables + 1 :])


def measure_loss(logits: Floats, evidence: Evidence) -> float:
    """Nats a window."""
    told = take_logs(logits)[np.arange(len(logits)), evidence.genre]
    return float(-(evidence.weight * told).sum() / evidence.weight.sum())


def take_logs(logits: Floats) -> Floats:
    top = logits - logits.max(1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(1, keepdims=True)))
