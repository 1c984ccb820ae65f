"""From votes to ranks: pure mathematics, numpy and scipy only."""

from chartbusters.leaderboard.ranking.bradley_terry import PRIOR, Fit, NoFiniteRating, bradley_terry
from chartbusters.leaderboard.ranking.ratings import Ratings, rate
from chartbusters.leaderboard.ranking.standings import Place, places
from chartbusters.leaderboard.ranking.tally import Tally, tally

__all__ = [
    "PRIOR",
    "Fit",
    "NoFiniteRating",
    "Place",
    "Ratings",
    "Tally",
    "bradley_terry",
    "places",
    "rate",
    "tally",
]
