"""How often voices begin notes: logits of changes are sharpened for a steadier rhythm, and moved so
that no fewer notes come of it."""

import numpy as np
from numpy.typing import NDArray

from generation.inference.layers import Array

FURTHEST, HALVINGS = 6.0, 45  # nats either way; 3e-13 nats at last


def aim_changes(
    logits: Array, hidden: NDArray[np.bool_], temperature: float, rates: Array
) -> NDArray[np.float64]:
    """(V, T) logits, moved by one level a voice so that its hidden steps change as often as `rates`
    (V,) say, a step; as they are where that is 0.

    No level is further off than the logits are.
    """
    asked = (rates > 0) & hidden.any(1)
    return logits + np.where(asked, find_levels(logits, hidden, temperature, rates), 0)[:, None]


def find_levels(
    logits: Array, hidden: NDArray[np.bool_], temperature: float, rates: Array
) -> NDArray[np.float64]:
    """(V,) nats by which logits are moved for a mean chance of `rates`, by halving."""
    counts = np.maximum(hidden.sum(1), 1)
    level, step = np.zeros(len(rates)), FURTHEST
    for _ in range(HALVINGS):
        step /= 2
        chance = 0.5 + 0.5 * np.tanh((logits + level[:, None]) / (2 * temperature))
        level += np.where((chance * hidden).sum(1) < rates * counts, step, -step)
    return level
