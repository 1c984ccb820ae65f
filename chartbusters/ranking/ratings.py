"""Ratings on the scale people know: 1000 in the middle, 400 points for odds of ten to one, with 95
% intervals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking import PRIOR
from chartbusters.ranking.bradley_terry import Fit, bradley_terry
from chartbusters.ranking.intervals import Spread, spread_of
from chartbusters.ranking.tally import Tally

Floats = NDArray[np.float64]

SCALE = 400 / np.log(10)
CENTRE = 1000.0
Z95 = 1.959963984540054
# Told to a millionth of a point: what is below is rounding, which differs between processors and
# with the order of the entries.
DIGITS = 6


@dataclass(frozen=True)
class Ratings:
    """All (entries,). `games` counts wins, losses and ties, whatever they weigh.

    `first` and `heard` are the advantages in points of the side that is shown as A and of the one
    that was played first, 0.0 where not fitted; `first_error` and `heard_error` half of their 95 %
    intervals. `interval_error` is by how much of itself a half-width may be off: 0 where intervals
    are exact, else they are estimated (`probing.py`).
    """

    rating: Floats
    low: Floats
    high: Floats
    games: NDArray[np.int64]
    first: float
    prior: float
    heard: float = 0.0
    first_error: float = 0.0
    heard_error: float = 0.0
    interval_error: float = 0.0

    @property
    def matters(self) -> bool:
        """Whether being shown or heard first is surely of use, or of harm, where that was fitted:
        then the controlled ratings are worth a column of their own."""
        return abs(self.first) > self.first_error or abs(self.heard) > self.heard_error

    @property
    def intervals(self) -> str:
        """How the intervals were computed: exact, or estimated."""
        return "estimated" if self.interval_error else "exact"


def rate(
    votes: Tally,
    *,
    prior: float = PRIOR,
    first: bool = False,
    heard: bool = False,
    start: Floats | None = None,
) -> Ratings:
    """Bradley-Terry ratings of all entries, also of those nobody heard yet (1000, with the prior's
    wide interval).

    The interval takes the wider of the model's and the sandwich variance. Up to 1,500 entries it is
    exact and holds one entries x entries matrix; beyond that it is estimated without any. `start`
    are ratings of before, for a shorter way.
    """
    origin = None if start is None else (start - CENTRE) / SCALE
    fit = bradley_terry(votes, prior=prior, first=first, heard=heard, start=origin)
    return _told(fit, spread_of(fit, votes), votes.games_of_entries())


def controlled(votes: Tally, *, prior: float = PRIOR) -> Ratings:
    """Ratings as they would be had no side been shown or heard first: both advantages are fitted
    beside the strengths."""
    return rate(votes, prior=prior, first=True, heard=votes.heard is not None)


def _told(fit: Fit, spread: Spread, games: NDArray[np.int64]) -> Ratings:
    half = SCALE * Z95 * np.sqrt(spread.strengths)
    middle = CENTRE + SCALE * fit.strength
    effects = iter((SCALE * Z95 * np.sqrt(spread.effects)).tolist())
    errors = [next(effects) if fits else 0.0 for fits in (fit.fits_first, fit.fits_heard)]
    advantages = (SCALE * fit.first, SCALE * fit.heard, *errors)
    shown, played, shown_error, played_error = (round(value, DIGITS) for value in advantages)
    return Ratings(
        rating=middle.round(DIGITS),
        low=(middle - half).round(DIGITS),
        high=(middle + half).round(DIGITS),
        games=games,
        first=shown,
        prior=fit.prior,
        heard=played,
        first_error=shown_error,
        heard_error=played_error,
        interval_error=spread.error,
    )
