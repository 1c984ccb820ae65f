"""Variances of many entries without a square matrix: estimated from the answers to random
questions, to a stated precision."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from chartbusters.ranking.information import Information, solved

Floats = NDArray[np.float64]

SEED = 14
AT_ONCE, LEAST, MOST = 16, 32, 512  # probes
GOOD = 0.01  # standard error of a half-width as a part of it, at the 95th of a hundred entries
PRECISION = 1e-6  # of each answer, in squares


@dataclass(frozen=True)
class Probed:
    """Variances (entries,) by the model and by voters, and the part by which a half-width may be
    off."""

    model: Floats
    voters: Floats
    error: float


@dataclass(frozen=True)
class Near:
    """What of the inverse is known without asking: the first terms of its series, D^-1 + D^-1 W
    D^-1 + D^-1 W D^-1 W D^-1, where D is the diagonal of the information and W what is beside it.

    In a challenge whose entries meet many others these are nearly all of it. `groups` are the parts
    of the contest that never met: in each the strengths are known up to a constant.
    """

    information: Information
    groups: csr_array  # (entries, groups), 1 where an entry belongs

    def times(self, points: Floats) -> Floats:
        """(entries, points)"""
        scale = self.scale[:, None]
        once = points / scale
        twice = self._beside(once) / scale
        return once + twice + self._beside(twice) / scale

    @property
    def scale(self) -> Floats:
        return self.information.diagonal[: self.information.size]

    def _beside(self, points: Floats) -> Floats:
        return np.asarray(self.information.cells @ points + self.information.turned @ points)

    def centred(self, points: Floats) -> Floats:
        """Points whose mean is 0 in every group."""
        return np.asarray(points - self.groups @ ((self.groups.T @ points) / self.sizes[:, None]))

    @property
    def sizes(self) -> Floats:
        return np.asarray(self.groups.sum(axis=0), np.float64)

    def diagonal(self) -> Floats:
        """Of these terms, centred in every group on both sides (entries,)."""
        squares, scale = self.information.cells.copy(), self.scale
        squares.data = squares.data**2
        plain = 1 / scale + (squares @ (1 / scale) + squares.T @ (1 / scale)) / scale**2
        # W leads from no group to another, so all groups can be asked at once
        own = self.times(np.ones((self.information.size, 1)))[:, 0]
        whole = self.groups @ ((self.groups.T @ own) / self.sizes**2)
        return np.asarray(plain - 2 * own / (self.groups @ self.sizes) + whole)


def probed_variances(information: Information, scores: csr_array, prior: float) -> Probed:
    """Unbiased (Hutchinson 1990), with the near terms of the inverse taken exactly and only the
    rest drawn. More probes are drawn until the 95th of a hundred half-widths is known to `GOOD`."""
    size = information.size
    count, labels = connected_components(information.cells, directed=False)
    cells = (np.ones(size), labels, np.arange(size + 1))
    near = Near(information, csr_array(cells, shape=(size, count)))
    draw = np.random.default_rng(SEED)
    sums, squares, probes = np.zeros((2, size)), np.zeros((2, size)), 0
    base = _known(near, scores, prior)
    while True:
        for kind, drawn in enumerate((_of_model(near, draw), _of_voters(near, scores, draw))):
            sums[kind] += drawn.sum(axis=1)
            squares[kind] += (drawn**2).sum(axis=1)
        probes += AT_ONCE
        found = base + sums / probes
        error = _error(found, sums, squares, probes)
        if (error <= GOOD and probes >= LEAST) or probes >= MOST:
            return Probed(np.maximum(found[0], 0), np.maximum(found[1], 0), error)


def _known(near: Near, scores: csr_array, prior: float) -> Floats:
    """What needs no drawing: the near terms, the constant of each group, which the prior alone
    holds, and of the voters' variance the part that is each entry's own, (2, entries)."""
    size = near.information.size
    model = near.diagonal()
    if prior > 0:
        model = model + (near.groups @ (1 / near.sizes) - 1 / size) / prior
    own = (scores**2).sum(axis=0)[:size] / near.scale**2
    return np.stack([model, own])


def _of_model(near: Near, draw: np.random.Generator) -> Floats:
    """Draws (entries, probes) of what the near terms leave out."""
    size, effects = near.information.size, len(near.information.columns)
    signs = draw.choice([-1.0, 1.0], (size, AT_ONCE))
    asked = near.centred(signs)
    right = np.concatenate([asked, np.zeros((effects, AT_ONCE))])
    answer = solved(near.information, right, PRECISION)[:size] - near.times(asked)
    return signs * near.centred(answer)


def _of_voters(near: Near, scores: csr_array, draw: np.random.Generator) -> Floats:
    """Draws (entries, probes) of what the voters' variance has beyond each entry's own part."""
    size = near.information.size
    asked = scores.T @ draw.choice([-1.0, 1.0], (scores.shape[0], AT_ONCE))
    own = asked[:size] / near.scale[:, None]
    rest = solved(near.information, asked, PRECISION)[:size] - own
    return np.asarray(rest * (2 * own + rest))


def _error(found: Floats, sums: Floats, squares: Floats, probes: int) -> float:
    """Standard error of half a standard error's worth, as a part of it, at the 95th of a hundred
    entries, for the wider of both variances."""
    wider = np.argmax(found, axis=0)[None]
    variance = np.maximum(squares / probes - (sums / probes) ** 2, 0) / probes
    errors = np.take_along_axis(np.sqrt(variance), wider, 0)[0]
    values = np.take_along_axis(found, wider, 0)[0]
    return float(np.quantile(errors / np.maximum(2 * values, 1e-300), 0.95))
