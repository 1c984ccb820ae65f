"""Tables of log likelihoods, genre by genre, drawn to what all genres share."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from generation.genres.facts import SHAPES
from generation.genres.learning.windows import Window

Floats = NDArray[np.float64]
Tables = dict[str, Floats]  # (genres, contexts, outcomes)
SHARED = 30  # notes of what all genres share beside those that a genre has in a context
BESIDE = 5  # of what happens in any context beside those of one
EQUAL = 2000  # notes as which every genre counts in what is shared
# Unknown of chorales: told beside what is shared, so that they say nothing of Bach.
RELATIVE = {"place", "meter"}


def count_tables(windows: Mapping[str, Sequence[Window]], kept: Callable[[Window], bool]) -> Tables:
    counts = [count_genre(list(filter(kept, some))) for some in windows.values()]
    return {name: smooth(name, stack(counts, name)) for name in SHAPES}


def stack(counts: Sequence[Tables], name: str) -> Floats:
    return np.stack([each[name] for each in counts])


def count_genre(windows: Sequence[Window]) -> Tables:
    """As many notes as there are, shared among pieces by their weights."""
    notes = np.array([window.notes for window in windows], float)
    weights = np.array([window.weight for window in windows])
    weights *= notes.sum() / (weights * notes).sum()
    counts = {name: np.zeros(shape) for name, shape in SHAPES.items()}
    for window, weight in zip(windows, weights, strict=True):
        for name, rows in window.facts.items():
            np.add.at(counts[name], tuple(rows.T), weight)
    return counts


def smooth(name: str, counts: Floats) -> Floats:
    share = counts / np.maximum(counts.sum((1, 2), keepdims=True), 1)
    pooled = EQUAL * share.sum(0)
    common = normalise(pooled + BESIDE * normalise(pooled.sum(0) + 1))
    own = normalise(counts + SHARED * common)
    return np.asarray(np.log(own) - (np.log(common) if name in RELATIVE else 0))


def normalise(counts: Floats) -> Floats:
    return np.asarray(counts / counts.sum(-1, keepdims=True))
