"""Draws values from logits: temperature, top-k and top-p (nucleus) sampling (Fan et al. 2018,
Holtzman et al. 2020)."""

import math
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class SamplingConfig(NamedTuple):
    """Temperature, truncation and penalties of sampling."""

    temperature: float = 1.0
    top_k: int = 0  # only the so many likeliest; 0: all
    top_p: float = 1.0  # only the likeliest that together have so much of the probability
    variety: float = 0.0  # nats taken from a pitch for each time that its track has just played it
    recall: bool = True  # whether the match model is a condition
    key: float = 0.0  # weight of the key of what is known; 0: it is no condition
    form: bool = False  # whether bars come back by a plan
    harmony: float = 0.0  # by how much hints of harmony are multiplied, see `harmony_hint.py`
    density: float = 0.0  # notes for each one that `pace.py` expects; 0: it expects nothing
    around: bool = True  # whether hints tell of the bars around, or of what sounds beside alone


def sample_values(
    logits: NDArray[np.floating],
    legal: NDArray[np.bool_],
    sampling: SamplingConfig,
    uniform: NDArray[np.floating],
) -> tuple[NDArray[np.int64], float]:
    """(B,) one legal value for each row of logits (B, values), and the margin; `uniform` (B,) in
    [0, 1) decides.

    At least one value of each row must be legal; what is not is never drawn. The margin is the
    largest error of the logits with which the same values would be chosen.
    """
    allowed = np.where(legal, logits.astype(np.float64), -np.inf)
    order = np.argsort(-allowed, axis=1, kind="stable")
    falling = np.take_along_axis(allowed, order, 1)
    reached = np.exp((falling - falling[:, :1]) / sampling.temperature).cumsum(1)
    rows = zip(falling, reached, legal.sum(1).tolist(), uniform.tolist(), strict=True)
    picked = [
        sample_value(high[:count], sums[:count], share, sampling)
        for high, sums, count, share in rows
    ]
    return order[np.arange(len(order)), [at for at, _ in picked]], min(
        margin for _, margin in picked
    )


def sample_value(
    falling: NDArray[np.float64],
    reached: NDArray[np.float64],
    uniform: float,
    sampling: SamplingConfig,
) -> tuple[int, float]:
    """The place of the value chosen among the falling logits of a row, whose weights add up to
    `reached`."""
    total, values = float(reached[-1]), len(falling)
    count, margin = values, math.inf
    if (
        sampling.top_p < 1
    ):  # the values before which less than that share is reached: the likeliest always is
        count = min(values, int(np.searchsorted(reached, sampling.top_p * total, "left")) + 1)
        edges = [float(reached[at]) / total for at in (count - 2, count - 1) if at >= 0]
        margin = min(measure_margin(edge, sampling.top_p) for edge in edges)
    count = min(count, sampling.top_k or values)
    share = uniform * float(reached[count - 1])
    at = min(int(np.searchsorted(reached[:count], share, "right")), count - 1)
    neighbours = [float(falling[each]) for each in (at - 1, at, at + 1) if 0 <= each < values]
    ties = [(high - low) / 2 for high, low in pairwise(neighbours)]
    borders = [
        float(reached[each] / reached[count - 1]) for each in (at - 1, at) if 0 <= each < count - 1
    ]
    margin = (
        min([margin, *(measure_margin(border, uniform) for border in borders)])
        * sampling.temperature
    )
    return at, min([margin, *ties])


def measure_margin(border: float, uniform: float) -> float:
    """The error of all logits, by the temperature, that would move a border of the cumulated
    weights to `uniform`.

    Weights below the border that grow by exp(error), while those above it shrink as much, move its
    logit by 2 * error.
    """
    return abs(logit(border) - logit(uniform)) / 2


def logit(share: float) -> float:
    return math.log(share / (1 - share)) if 0 < share < 1 else math.copysign(math.inf, share - 0.5)
