"""Elo: ratings that follow one vote after the other. For a live preview only, as the order of votes
changes it."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.methods.method import Method, Scored
from chartbusters.ranking.ratings import CENTRE
from chartbusters.ranking.votes import VoteTable

STEP, POINTS = 4.0, 400.0  # what one vote can move at most, and points for odds of ten to one


def elo(votes: VoteTable, step: float = STEP) -> NDArray[np.float64]:
    """Ratings (entries,) after all votes, in the order in which they stand (Elo 1978)."""
    ratings = [CENTRE] * votes.entries
    said = votes.decisive
    rows = zip(votes.a[said].tolist(), votes.b[said].tolist(), votes.share[said], strict=True)
    for a, b, share in rows:
        expected = 1 / (1 + 10 ** ((ratings[b] - ratings[a]) / POINTS))
        moved = step * (float(share) - expected)
        ratings[a] += moved
        ratings[b] -= moved
    return np.array(ratings, np.float64)


METHOD = Method(
    name="elo",
    label="Elo",
    sentence="Each vote takes a few points from one entry and gives them to the other; late votes "
    "count more than early ones, so it shows a trend and decides nothing.",
    needs=VoteTable,
    score=lambda votes: Scored(elo(votes)),
    final=False,
)
