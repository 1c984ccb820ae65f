"""Ratings on the scale people know: 1000 in the middle, 400 points for odds of ten to one, with 95
% intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking import PRIOR
from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.intervals import model_covariance, sandwich_covariance
from chartbusters.ranking.tally import Tally

SCALE = 400 / np.log(10)
CENTRE = 1000.0
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Ratings:
    """All (entries,). `games` counts wins, losses and ties; `first` is the advantage of the first
    side in points."""

    rating: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    games: NDArray[np.int64]
    first: float
    prior: float


def rate(votes: Tally, *, prior: float = PRIOR, first: bool = False) -> Ratings:
    """Bradley-Terry ratings of all entries, also of those nobody heard yet (1000, with the prior's
    wide interval).

    The interval takes the wider of the model's and the sandwich variance: agreement among few
    voters, or a perfect record, makes the sandwich look certain when nothing is. Holds one entries
    x entries matrix.
    """
    fit = bradley_terry(votes, prior=prior, first=first)
    model = model_covariance(fit, votes)
    variance = np.maximum(np.diag(model), np.diag(sandwich_covariance(fit, votes, model)))
    spread = SCALE * Z95 * np.sqrt(variance[: votes.size])
    middle = CENTRE + SCALE * fit.strength
    return Ratings(
        middle, middle - spread, middle + spread, votes.games_of_entries(), SCALE * fit.first, prior
    )
