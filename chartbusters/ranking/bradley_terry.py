"""Bradley-Terry strengths by maximum likelihood with a small prior; the order of the votes changes
nothing."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components
from scipy.special import expit

from chartbusters.ranking import PRIOR
from chartbusters.ranking.information import Information, centred, solved
from chartbusters.ranking.meetings import Meetings, meetings_of
from chartbusters.ranking.tally import Tally

Floats = NDArray[np.float64]

STEPS = 200
# How far any log-odds may be off at the end. Of many rows a look costs milliseconds, and a
# millionth of a point is enough; 2e-9 is 4e-7 points.
SETTLED, SETTLED_FOR_MANY, MANY = 1e-12, 2e-9, 200_000
POINT = np.log(10) / 400  # one point of a rating, in log-odds
LAST = 3e-4  # a step that is expected to be no longer than this can be the last
NOISE = 1e-5  # below it a step that is not shorter than the one before is rounding
# A step that changes no log-odds by more than this leads up, whatever the votes: the curvature of
# the logistic likelihood grows by less than e to the change (Bach 2010).
SURE = 1.5


class NoFiniteRating(ValueError):
    """Without a prior there is no maximum: some entry only ever won, only ever lost, or never met
    the others."""


@dataclass(frozen=True)
class Fit:
    """Natural-log strengths (entries,), mean 0; the advantages of being shown first and of being
    heard first (0.0 where not fitted)."""

    strength: Floats
    first: float
    heard: float
    prior: float
    fits_first: bool
    fits_heard: bool
    meetings: Meetings = field(repr=False)

    @property
    def parameters(self) -> Floats:
        """Strengths, then the advantages that were fitted."""
        effects = [self.first] * self.fits_first + [self.heard] * self.fits_heard
        return np.append(self.strength, effects)

    @cached_property
    def log_likelihood(self) -> float:
        """Of the votes alone, without the prior."""
        odds, rows = self.meetings.odds(self.parameters), self.meetings
        # log expit(-odds) is log expit(odds) - odds: one logarithm a row.
        return float(-rows.games @ np.logaddexp(0, -odds) - (rows.games - rows.wins) @ odds)


def bradley_terry(
    votes: Tally | Meetings,
    *,
    prior: float = PRIOR,
    first: bool = False,
    heard: bool = False,
    start: Floats | None = None,
    within: float | None = None,
) -> Fit:
    """P(a beats b) = expit(strength a - strength b + what was shown or heard first) (Bradley and
    Terry 1952).

    Newton's method with conjugate gradients, so that no square matrix is held. With `first` the
    advantage of the side that is shown first (the home advantage of Agresti 2002, table 10.11) is
    fitted too, with `heard` that of the side which was played first. The prior is on them as on the
    strengths.

    `start` are the strengths of an earlier fit: the way is shorter, and its end the same to a
    millionth of a point. `within` is how far any log-odds may be off, where that is enough: for a
    live preview `POINT`, which from a good start takes one look at the votes. Raises
    `NoFiniteRating` when `prior` is 0 and the likelihood has no maximum.
    """
    meetings = (
        votes if isinstance(votes, Meetings) else meetings_of(votes, first=first, heard=heard)
    )
    if prior == 0 and not _has_maximum(meetings):
        raise NoFiniteRating(
            "Without a prior, every entry must have won and lost against the others."
        )
    if start is None:
        point = _first_guess(meetings)
    else:
        point = centred(np.append(start, np.zeros(len(meetings.columns))), meetings.size)
    point = _climbed(meetings, prior, point, within)
    strength, effects = point[: meetings.size], iter(point[meetings.size :].tolist())
    strength = strength - strength.mean() if meetings.size else strength
    shown, played = (next(effects) if fitted else 0.0 for fitted in (first, heard))
    return Fit(strength, shown, played, prior, first, heard, meetings)


def _has_maximum(meetings: Meetings) -> bool:
    """Whether wins lead from every entry to every other (Ford 1957): else some strength is
    infinite."""
    lost = meetings.games - meetings.wins
    wins = meetings.matrix((meetings.wins > 0).astype(np.float64))
    wins = wins + meetings.matrix((lost > 0).astype(np.float64)).T
    return int(connected_components(wins, connection="strong")[0]) <= 1


def _climbed(meetings: Meetings, prior: float, point: Floats, within: float | None) -> Floats:
    """The maximum, from some point on."""
    if not meetings.size:
        return point
    hill = Hill(meetings, prior)
    gradient, information = hill.seen(point)
    settled = within or (SETTLED if len(meetings.b) < MANY else SETTLED_FOR_MANY)
    reach = np.inf
    for _ in range(STEPS):
        rough = _roughness(reach, settled)
        step = solved(information, gradient, rough**2)
        before, reach = reach, _reach(step, meetings)
        # what Newton's method leaves is at most half the square of its last step
        if reach**2 / 2 + rough * reach <= settled or (reach <= NOISE and reach > before / 2):
            return point + step
        while True:
            gradient, information = hill.seen(point + step)
            # if it leads up still at its end, it led up all the way: the likelihood is concave
            if reach <= SURE or gradient @ step >= 0:
                break
            step, reach = step / 2, reach / 2
        point = point + step
    raise NoFiniteRating("The fit did not settle.")


def _roughness(reach: float, settled: float) -> float:
    """How roughly the next step may be solved for, when the last one reached so far: as finely as
    the last one needs it, and no finer before."""
    expected = reach**2
    return max(0.1 * settled / expected, 2e-6) if expected <= LAST else 1e-2


def _first_guess(meetings: Meetings) -> Floats:
    """Log-odds of each entry's share of its games (parameters,), beside those of whom it met: no
    maximum, but near one.

    Shares of games against a mixed field lie nearer to a half than those against its middle: by the
    root of 1 - pi / 8 of the field's variance (MacKay 1992), which is undone.
    """
    games, point = meetings.games_of_entries(), np.zeros(meetings.parameters)
    beyond = meetings.gathered(meetings.wins - meetings.games / 2)[: meetings.size]
    won = games / 2 + beyond
    own = np.log((won + 0.5) / (games - won + 0.5))
    own /= np.sqrt(max(0.25, 1 - np.pi / 8 * own.var())) if meetings.size else 1.0
    cells = meetings.matrix(meetings.games)
    met = (cells @ own + cells.T @ own) / np.maximum(games, 1)
    point[: meetings.size] = own + met
    return centred(point, meetings.size)


class Hill:
    """The log-likelihood less the prior's penalty, seen from one point after the other; what it
    writes on is kept, as fresh memory costs more than the sums."""

    def __init__(self, meetings: Meetings, prior: float) -> None:
        self.meetings, self.prior = meetings, prior
        self.chance, self.expected, self.rest = np.empty((3, len(meetings.b)))

    def seen(self, point: Floats) -> tuple[Floats, Information]:
        """Gradient and curvature."""
        meetings, chance = self.meetings, self.chance
        meetings.odds(point, out=chance, scratch=self.rest)
        _expit(chance)
        np.multiply(meetings.games, chance, out=self.expected)
        np.subtract(meetings.wins, self.expected, out=self.rest)
        gradient = meetings.gathered(self.rest) - self.prior * point
        chance *= self.expected
        np.subtract(self.expected, chance, out=self.expected)
        return gradient, Information(meetings, self.expected, self.prior)


def _expit(odds: Floats) -> None:
    """In place: several times as fast as scipy's, which does not use the processor's vectors."""
    np.negative(odds, out=odds)
    with np.errstate(over="ignore"):
        np.exp(odds, out=odds)
    odds += 1
    np.reciprocal(odds, out=odds)


def _reach(step: Floats, meetings: Meetings) -> float:
    """The most by which a step changes any log-odds."""
    strengths, effects = step[: meetings.size], step[meetings.size :]
    return float(np.ptp(strengths) + np.abs(effects).sum())


def log_odds(point: Floats, votes: Tally, fit: Fit) -> Floats:
    """Of side a in each row (rows,) of a tally."""
    odds = point[votes.a] - point[votes.b] + fit.first
    return odds if votes.heard is None else odds + fit.heard * votes.heard


def residuals(fit: Fit, votes: Tally) -> Floats:
    """Wins of side a beyond what the fit expects (rows,) in each row of a tally."""
    return np.asarray(votes.wins - votes.games * expit(log_odds(fit.strength, votes, fit)))


def information_of(fit: Fit) -> Information:
    """The curvature at the fit's own place."""
    return Hill(fit.meetings, fit.prior).seen(fit.parameters)[1]
