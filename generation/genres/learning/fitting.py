"""The whole model: tables, their weights by cross-validation, and how likely a genre's own melodies
usually are."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np

from generation.genres.facts import SHAPES
from generation.genres.learning.counting import Floats, count_tables
from generation.genres.learning.weighing import Evidence, Weights, fit_weights, score_windows
from generation.genres.learning.windows import FOLDS, Window
from generation.genres.model import SIZES
from generation.harmony.evidence import Ints

UNIT = 64  # of a nat
RARE = 0.05  # of a genre's own melodies are less likely than `least`
ENOUGH = 60  # melodies of a size from which that is told
Windows = Mapping[str, Sequence[Window]]  # by genre


class Held(NamedTuple):
    """What tables say of melodies that they were not counted from."""

    evidence: Evidence
    genres: tuple[str, ...]


def hold_out(counted: Windows, judged: Windows) -> Held:
    """Each fold of the melodies judged by tables of the other folds."""
    parts = [judge_fold(counted, judged, fold) for fold in range(FOLDS)]
    joined = Evidence(*(np.concatenate(each) for each in zip(*parts, strict=True)))
    total = np.bincount(joined.genre, joined.weight)
    return Held(joined._replace(weight=joined.weight / total[joined.genre]), tuple(counted))


def judge_fold(counted: Windows, judged: Windows, fold: int) -> Evidence:
    tables = count_tables(counted, lambda window: window.fold != fold)
    held = [hold_fold(some, fold) for some in judged.values()]
    windows = list(chain.from_iterable(held))
    return Evidence(
        score_windows(tables, windows),
        np.array([window.notes for window in windows], float),
        np.repeat(np.arange(len(held)), list(map(len, held))),
        np.array([window.weight for window in windows]),
    )


def hold_fold(windows: Sequence[Window], fold: int) -> list[Window]:
    return [window for window in windows if window.real and window.fold == fold]


def make_tables(counted: Windows, judged: Windows) -> dict[str, Any]:
    held = hold_out(counted, judged)
    weights = fit_weights(held.evidence)
    tables = count_tables(counted, lambda window: True)
    scores = {
        name: round_units(weight * tables[name]).tolist()
        for name, weight in zip(SHAPES, weights.tables, strict=True)
    }
    return {
        "unit": UNIT,
        "genres": list(held.genres),
        "spread": round(weights.spread, 3),
        "start": round_units(weights.start).tolist(),
        "least": round_units(find_least(held, weights)).tolist(),
        "scores": scores,
    }


def round_units(values: Floats) -> Ints:
    return np.rint(values * UNIT).astype(np.int64)


def find_least(held: Held, weights: Weights) -> Floats:
    """(genres, sizes) nats a note, by the held-out melodies of the genre itself."""
    own, notes = held.evidence.genre, held.evidence.notes
    rows = np.arange(len(own))
    each = (held.evidence.scores @ weights.tables)[rows, own] / notes
    size = np.searchsorted(SIZES, notes, side="right") - 1
    return np.array([find_rare(each[own == at], size[own == at]) for at in range(len(held.genres))])


def find_rare(values: Floats, sizes: Ints) -> list[float]:
    """Where there are too few of a size, that of the size before, or of all."""
    found = [float(np.quantile(values, RARE))]
    for size in range(len(SIZES)):
        of_size = values[sizes == size]
        enough = len(of_size) >= ENOUGH
        found.append(float(np.quantile(of_size, RARE)) if enough else found[-1])
    return found[1:]
