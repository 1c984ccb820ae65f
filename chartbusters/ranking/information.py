"""The curvature of a fit as a linear map, and equations with it solved without a square matrix."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.meetings import Meetings

Floats = NDArray[np.float64]


class Information:
    """Information of the votes plus prior, (parameters,)^2, held as sparse as the votes are."""

    def __init__(self, meetings: Meetings, rows: Floats, prior: float) -> None:
        """`rows` (rows,) is the information of each: games times p times (1 - p)."""
        self.size, self.columns = meetings.size, meetings.columns
        self.cells = meetings.matrix(rows)
        self.turned = self.cells.T
        own, other = meetings.sides(rows)
        effects = (self.columns**2) @ rows
        self.diagonal: Floats = np.concatenate([own + other, effects]) + prior
        weighted = [meetings.gathered(rows * column)[: self.size] for column in self.columns]
        self.cross: Floats = np.array(weighted).reshape(len(self.columns), self.size)
        self.corner: Floats = (self.columns * rows) @ self.columns.T
        self.corner[np.diag_indices(len(self.columns))] += prior

    def dense(self) -> Floats:
        """As a square matrix, for few entries."""
        size = self.size
        square = np.diag(self.diagonal)
        square[:size, :size] -= (self.cells + self.turned).toarray()
        square[size:, :size], square[:size, size:] = self.cross, self.cross.T
        square[size:, size:] = self.corner
        return square

    def times(self, point: Floats) -> Floats:
        """The map applied to one point (parameters,), or to several (parameters, points)."""
        own, effects = point[: self.size], point[self.size :]
        diagonal = self.diagonal[: self.size].reshape(-1, *[1] * (point.ndim - 1))
        image = diagonal * own - self.cells @ own - self.turned @ own
        if not len(self.columns):
            return np.asarray(image)
        return np.concatenate(
            [image + self.cross.T @ effects, self.cross @ own + self.corner @ effects]
        )


def solved(information: Information, right: Floats, precision: float = 1e-7) -> Floats:
    """x with information x = right, for one right side (parameters,) or several side by side, by
    conjugate gradients preconditioned by the diagonal; until what is left is `precision` times what
    there was, in squares.

    Votes tell strengths up to a constant only, so both sides are kept at mean 0: that direction,
    which only the prior holds, would slow all others.
    """
    size = information.size
    scale = np.maximum(information.diagonal, 1e-12).reshape(-1, *[1] * (right.ndim - 1))
    point, left = np.zeros_like(right), centred(right, size)
    direction = centred(left / scale, size)
    length = _dot(left, direction)
    goal = precision * length
    for _ in range(10 * len(right) + 20):
        if (length <= goal).all():
            break
        image = information.times(direction)
        curved = _dot(direction, image)
        along = np.divide(length, curved, out=np.zeros_like(length), where=curved > 0)
        point += along * direction
        left -= along * image
        rest = centred(left / scale, size)
        before, length = length, _dot(left, rest)
        direction *= np.divide(length, before, out=np.zeros_like(length), where=before > 0)
        direction += rest
    return point


def centred(points: Floats, size: int) -> Floats:
    """Points (parameters,) or (parameters, points) whose strengths have mean 0."""
    moved = points.copy()
    if size:
        moved[:size] -= points[:size].mean(axis=0)
    return moved


def _dot(one: Floats, other: Floats) -> Floats:
    return np.asarray(np.einsum("i...,i...->...", one, other))
