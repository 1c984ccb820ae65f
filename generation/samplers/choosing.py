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
    recall: bool = True  # whether the network is told what came the last time


def choose(
    logits: NDArray[np.floating], legal: NDArray[np.bool_], manner: Manner, luck: NDArray[np.floating]
) -> NDArray[np.int64]:
    """(B,) one legal value for each row of logits (B, values); `luck` (B,) in [0, 1) decides.

    At least one value of each row must be legal; what is not is never drawn.
    """
    allowed = np.where(legal, logits, -np.inf)
    likely = np.exp((allowed - allowed.max(1, keepdims=True)) / manner.temperature)
    rows = np.arange(len(likely))
    order = np.argsort(-likely, axis=1, kind="stable")
    falling = likely[rows[:, None], order]
    reached = falling.cumsum(1)
    kept = (reached - falling < manner.top_p * reached[:, -1:]) & (falling > 0)  # the likeliest always is
    if manner.top_k:
        kept[:, manner.top_k :] = False
    count = kept.sum(1)
    picked = (reached <= (luck * reached[rows, count - 1])[:, None]).sum(1)
    return order[rows, np.minimum(picked, count - 1)]
