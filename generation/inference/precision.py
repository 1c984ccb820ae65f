"""The same notes on every processor: what single precision cannot tell for sure is decided in
double precision.

A matrix product is summed in another order on another processor, so logits differ in their last
bits (1e-5 nats at most, measured), and sooner or later a draw falls between the two. Rounding
logits before the draw does not help: a logit near the edge of its grid falls to either side, and
then it is off by a whole cell of the grid. So each decision tells its margin, the largest error of
the logits with which it would still stand. Where the margin is too small, the logits are computed
anew in double precision, whose differences are a billion times smaller, and rounded there, so that
what is equal in exact arithmetic is equal in the computer's.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from generation.inference.layers import Array

# nats; five times the most that mattered to a draw, in ten thousand passes under four BLAS kernels
MARGIN = 5e-5
GRID = 2.0**-30  # nats, of logits in double precision


Source = TypeVar("Source", bound=Any)  # what gives logits; `exact` is the same in double precision
Result = TypeVar("Result")


def decide(
    attempt: Callable[[Source], tuple[Result, float]], source: Source, least: float = MARGIN
) -> Result:
    """`attempt(source)` gives a result and its margin; where that is too small, `source.exact` is
    asked."""
    result, margin = attempt(source)
    return attempt(source.exact)[0] if margin < least else result


def rounded(logits: Array) -> Array:
    """On the grid, if they are in double precision."""
    return np.round(logits / GRID) * GRID if logits.dtype == np.float64 else logits


def smallest(distances: Array) -> float:
    """Of an array that may be empty: then nothing is in doubt."""
    return float(distances.min()) if distances.size else np.inf


def lead(scores: Array) -> Array:
    """(..., S) -> (...): by how much the best score leads."""
    best, second = two_best(scores)
    return best - second


def two_best(scores: Array) -> tuple[Array, Array]:
    top = np.partition(scores, -2, axis=-1)
    return top[..., -1], top[..., -2]
