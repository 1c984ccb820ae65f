"""Wilson's interval of a share: for likes among plays, where a hundred of two hundred says more
than one of two."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.methods.method import Method, Plays, Scored
from chartbusters.ranking.ratings import Z95

Floats = NDArray[np.float64]


def wilson(likes: Floats, plays: Floats) -> tuple[Floats, Floats]:
    """Bounds of the true share with 95 % (Wilson 1927); 0 and 1 where there are no plays."""
    known = np.maximum(plays, 1)
    share = np.where(plays > 0, likes / known, 0.5)
    middle = share + Z95**2 / (2 * known)
    half = Z95 * np.sqrt((share * (1 - share) + Z95**2 / (4 * known)) / known)
    scale = 1 + Z95**2 / known
    low, high = (middle - half) / scale, (middle + half) / scale
    return np.where(plays > 0, np.maximum(low, 0), 0.0), np.where(plays > 0, high, 1.0)


def scores(told: Plays) -> Scored:
    low, high = wilson(told.likes.astype(np.float64), told.plays.astype(np.float64))
    return Scored(low, low, high)


METHOD = Method(
    name="wilson",
    label="Likes of plays",
    sentence="The least share of likes among plays that is still likely: few plays prove little.",
    needs=Plays,
    score=scores,
)
