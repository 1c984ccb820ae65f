"""Draws values from logits: temperature, top-k and top-p (nucleus) sampling (Fan et al. 2018, Holtzman et al. 2020)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Manner(NamedTuple):
    """How values are drawn."""

    temperature: float = 1.0
    top_k: int = 0  # only the so many likeliest; 0: all
    top_p: float = 1.0  # only the likeliest that together have so much of the probability
    variety: float = 0.0  # nats taken from a pitch for each time that its track has just played it


def choose(
    logits: NDArray[np.floating], legal: NDArray[np.bool_], manner: Manner, luck: NDArray[np.floating]
) -> NDArray[np.int64]:
    """(B,) one legal value for each row of logits (B, values); `luck` (B,) in [0, 1) decides.

    At least one value of each row must be legal; what is not is never drawn.
    """
    likely = np.where(legal, logits / manner.temperature, -np.inf)
    likely = np.exp(likely - likely.max(1, keepdims=True))
    order = np.argsort(-likely, axis=1, kind="stable")
    falling = np.take_along_axis(likely, order, 1)
    before = np.cumsum(falling, 1) - falling
    # The likeliest always stays, whatever top-p is.
    falling[:, 1:][before[:, 1:] >= manner.top_p * falling.sum(1, keepdims=True)] = 0
    if manner.top_k:
        falling[:, manner.top_k :] = 0
    reached = np.cumsum(falling, 1)
    picked = (reached <= luck[:, None] * reached[:, -1:]).sum(1)
    last = np.count_nonzero(falling, 1) - 1
    return order[np.arange(len(order)), np.minimum(picked, last)]
