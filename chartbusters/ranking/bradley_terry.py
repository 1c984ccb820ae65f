"""Bradley-Terry strengths by maximum likelihood with a small prior; the order of the votes changes
nothing."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.special import expit

from chartbusters.ranking import PRIOR
from chartbusters.ranking.tally import Tally

Floats = NDArray[np.float64]

STEPS = 100
TOLERANCE = 1e-10  # of the largest part of the gradient, relative to the games of the busiest entry


class NoFiniteRating(ValueError):
    """Without a prior there is no maximum: some entry only ever won, only ever lost, or never met
    the others."""


@dataclass(frozen=True)
class Fit:
    """Natural-log strengths (entries,), mean 0; the advantage of being shown first (0.0 where it
    was not fitted)."""

    strength: Floats
    first: float
    prior: float
    fits_first: bool
    log_likelihood: float  # of the votes alone, without the prior

    @property
    def parameters(self) -> Floats:
        """Strengths, then the advantage of the first side where it was fitted."""
        return np.append(self.strength, self.first) if self.fits_first else self.strength


def bradley_terry(votes: Tally, *, prior: float = PRIOR, first: bool = False) -> Fit:
    """P(a beats b) = expit(strength a - strength b + advantage of the first side) (Bradley and
    Terry 1952).

    Newton's method with conjugate gradients, so that no square matrix is held. With `first` the
    advantage of the side that is shown first (the home advantage of Agresti 2002, table 10.11) is
    fitted too, without a prior. Raises `NoFiniteRating` when `prior` is 0 and the likelihood has no
    maximum.
    """
    if prior == 0 and not _has_maximum(votes):
        raise NoFiniteRating(
            "Without a prior, every entry must have won and lost against the others."
        )
    point = np.zeros(votes.size + first)
    busiest = max(1.0, float(votes.weight_of_entries().max(initial=0)))
    for _ in range(STEPS):
        gradient = gradient_at(point, votes, prior)
        if np.abs(gradient).max(initial=0.0) <= TOLERANCE * busiest:
            break
        point = _climb(point, _newton_step(point, gradient, votes, prior), votes, prior)
    else:
        raise NoFiniteRating("The fit did not settle.")
    strength = point[: votes.size] - point[: votes.size].mean() if votes.size else point[:0]
    likelihood = objective(point, votes, 0.0)
    return Fit(strength, float(point[-1]) if first else 0.0, prior, first, likelihood)


def _has_maximum(votes: Tally) -> bool:
    """Whether wins lead from every entry to every other (Ford 1957): else some strength is
    infinite."""
    winners = np.concatenate([votes.a[votes.wins > 0], votes.b[votes.wins < votes.games]])
    losers = np.concatenate([votes.b[votes.wins > 0], votes.a[votes.wins < votes.games]])
    wins = coo_array((np.ones(len(winners)), (winners, losers)), shape=(votes.size, votes.size))
    return int(connected_components(wins, connection="strong")[0]) <= 1


def log_odds(point: Floats, votes: Tally) -> Floats:
    """Of side a in each row (rows,)."""
    return point[votes.a] - point[votes.b] + (point[-1] if len(point) > votes.size else 0.0)


def objective(point: Floats, votes: Tally, prior: float) -> float:
    """Log-likelihood less the prior's penalty."""
    odds = log_odds(point, votes)
    # log expit(-odds) is log expit(odds) - odds: one logarithm a row.
    likelihood = -votes.games @ np.logaddexp(0, -odds) - (votes.games - votes.wins) @ odds
    return float(likelihood - prior / 2 * (point @ point))


def residuals(point: Floats, votes: Tally) -> Floats:
    """Wins of side a beyond what the strengths expect (rows,)."""
    return np.asarray(votes.wins - votes.games * expit(log_odds(point, votes)))


def gradient_at(point: Floats, votes: Tally, prior: float) -> Floats:
    return _gathered(residuals(point, votes), votes, len(point)) - prior * point


def weights(point: Floats, votes: Tally) -> Floats:
    """Information of each row (rows,): games times p times (1 - p)."""
    chance = expit(log_odds(point, votes))
    return np.asarray(votes.games * chance * (1 - chance))


def _gathered(rows: Floats, votes: Tally, length: int) -> Floats:
    """Design matrix transposed, times rows: each row counts for side a, against side b, and for the
    first side."""
    sums = (np.bincount(votes.a, rows, length) - np.bincount(votes.b, rows, length)).astype(float)
    if length > votes.size:
        sums[-1] = rows.sum()
    return sums


def _newton_step(point: Floats, gradient: Floats, votes: Tally, prior: float) -> Floats:
    """Solves (information + prior) step = gradient by conjugate gradients, preconditioned by the
    diagonal."""
    information = weights(point, votes)
    diagonal = np.bincount(votes.a, information, len(point)) + np.bincount(
        votes.b, information, len(point)
    )
    if len(point) > votes.size:
        diagonal[-1] = information.sum()
    diagonal = np.maximum(diagonal + prior, 1e-12)
    step, left = np.zeros_like(point), gradient.copy()
    direction = left / diagonal
    size = left @ direction
    # a rough step will do: the next one starts nearer, and only the gradient ends the fit
    goal = 1e-7 * size
    for _ in range(10 * len(point) + 20):
        if size <= goal:
            break
        image = (
            _gathered(information * log_odds(direction, votes), votes, len(point))
            + prior * direction
        )
        if (
            prior == 0
        ):  # strengths are known up to a constant then: this keeps rounding from wandering along it
            image[: votes.size] += information.sum() / votes.size * direction[: votes.size].mean()
        length = size / float(direction @ image)
        step, left = step + length * direction, left - length * image
        size, before = left @ (left / diagonal), size
        direction = left / diagonal + size / before * direction
    return step


def _climb(point: Floats, step: Floats, votes: Tally, prior: float) -> Floats:
    """The Newton step, halved until it does not lead down."""
    here = objective(point, votes, prior)
    for _ in range(40):
        if objective(point + step, votes, prior) >= here - 1e-12 * abs(here):
            return point + step
        step = step / 2
    return point + step
