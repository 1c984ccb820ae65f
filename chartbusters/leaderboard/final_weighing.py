"""(temporary, until the ranking room has it)"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Z95 = 1.959963984540054


class Severity(NamedTuple):
    severity: Floats  # (jurors,)
    score: Floats  # (entries,)
    low: Floats
    high: Floats


def two_way(marks: Floats) -> tuple[Floats, Floats]:
    jurors, entries = marks.shape
    rows = np.argwhere(~np.isnan(marks))
    design = np.zeros((len(rows) + 1, jurors + entries))
    for at, (j, e) in enumerate(rows):
        design[at, j], design[at, jurors + e] = -1, 1
    design[-1, :jurors] = 1
    target = np.append(marks[~np.isnan(marks)], 0)
    found = np.linalg.lstsq(design, target, rcond=None)[0]
    quality = found[jurors:]
    quality[np.isnan(marks).all(axis=0)] = np.nan
    return found[:jurors], quality


def additive(marks: Floats, seed: int = 14, samples: int = 500) -> Severity:
    severity, score = two_way(marks)
    draw = np.random.default_rng(seed)
    drawn = []
    for _ in range(samples):
        chosen = draw.integers(len(marks), size=len(marks))
        drawn.append(two_way(marks[chosen])[1])
    with np.errstate(all="ignore"):
        low, high = np.nanquantile(np.array(drawn), [0.025, 0.975], axis=0)
    return Severity(severity, score, low, high)


def percentiles(values: Floats) -> Floats:
    known = ~np.isnan(values)
    found = np.full(len(values), 0.5)
    said = values[known].round(9)
    if len(said) > 1:
        below = (said[:, None] > said[None, :]).sum(axis=1)
        same = (said[:, None] == said[None, :]).sum(axis=1) - 1
        found[known] = (below + same / 2) / (len(said) - 1)
    return found
