"""Places on a board: the range of ranks that the intervals allow, and one total order for
the rows."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from chartbusters.ranking.ratings import DIGITS, Ratings


class Spot(NamedTuple):
    """One row: index of the entry, position in the total order, and the best and worst rank that
    the votes allow."""

    entry: int
    position: int
    rank_low: int
    rank_high: int


def places(ratings: Ratings, tie_keys: Sequence[Any]) -> list[Spot]:
    """Rows in the order of the board. Equal ratings go by the lower bound, then by `tie_keys` (say,
    time and id).

    `rank_low` is 1 + the entries that are surely better (lower bound above this upper bound);
    `rank_high` leaves below only those that are surely worse.
    """
    rating, low = ratings.rating.round(DIGITS), ratings.low.round(DIGITS)
    order = sorted(range(len(rating)), key=lambda i: (-rating[i], -low[i], tie_keys[i]))
    better = len(rating) - np.searchsorted(np.sort(ratings.low), ratings.high, side="right")
    worse = np.searchsorted(np.sort(ratings.high), ratings.low, side="left")
    return [
        Spot(i, n, int(1 + better[i]), int(len(rating) - worse[i]))
        for n, i in enumerate(order, start=1)
    ]
