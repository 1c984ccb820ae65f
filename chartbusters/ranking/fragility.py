"""How few votes hold up the first place: the smallest share of votes whose removal gives it to
another."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking import PRIOR
from chartbusters.ranking.bradley_terry import Fit, bradley_terry, information_of
from chartbusters.ranking.information import solved
from chartbusters.ranking.meetings import pairs_of
from chartbusters.ranking.votes import VoteTable

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]

RIVALS, TRIED = 8, 3  # behind the first: of whom it is foretold, and with whom it is tried
ROUNDS = 30  # of foretelling, removing and fitting anew, for one rival
BUDGET = 300  # fits to prove that no fewer votes would do
APART = 1e-8  # log-odds: strengths nearer than this are equal


@dataclass(frozen=True)
class Fragility:
    """`share` of the votes that count, or None where no removal was found that changes the first
    place; `rows` of the table are the votes to remove, and `winner` who would be first then.

    `exact` says that every smaller set was tried too; else a smaller one may exist, and the share
    is an upper bound. That the first place changes without these votes is checked by a fit in any
    case. An entry that only shares the first place has 0.
    """

    share: float | None
    rows: Rows
    first: int
    winner: int | None
    exact: bool
    votes: int


def fragility(
    votes: VoteTable,
    weight: Floats | None = None,
    *,
    prior: float = PRIOR,
    budget: int = BUDGET,
) -> Fragility | None:
    """None where there are fewer than two entries or no votes.

    The idea is AMIP's (Broderick, Giordano and Meager 2020; on rankings, arXiv 2508.11847): to
    first order each vote moves the gap between two entries by its own amount, so the votes that
    hold it up can be sorted. They are removed in that order, with a fit after each round; then it
    is tried to do without some of them.
    """
    ballots = _Ballots(votes, weight, prior)
    if votes.entries < 2 or not len(ballots.rows):
        return None
    whole = ballots.fit(np.zeros(0, np.int64))
    order = np.argsort(-whole.strength, kind="stable")
    first, count = int(order[0]), len(ballots.rows)
    if whole.strength[order[1]] >= whole.strength[first] - APART:
        return Fragility(0.0, ballots.rows[:0], first, int(order[1]), True, count)
    found = _fewest(ballots, whole, first, order[1 : 1 + RIVALS])
    found, exact = ballots.proved(first, found, budget)
    if found is None:
        return Fragility(None, ballots.rows[:0], first, None, exact, count)
    winner = int(np.argmax(ballots.fit(found).strength))
    rows = np.sort(ballots.rows[found])
    return Fragility(len(found) / count, rows, first, winner, exact, count)


class _Ballots:
    """The votes that count, and fits without some of them."""

    def __init__(self, votes: VoteTable, weight: Floats | None, prior: float) -> None:
        given = np.ones(len(votes.a)) if weight is None else weight
        self.rows: Rows = np.flatnonzero(votes.decisive & (given > 0))
        self.size, self.prior = votes.entries, prior
        self.a, self.b = votes.a[self.rows], votes.b[self.rows]
        self.share, self.weight = votes.share[self.rows], given[self.rows]
        self.known: Floats | None = None

    def fit(self, without: Rows) -> Fit:
        kept = self.weight.copy()
        kept[without] = 0
        met = pairs_of(self.a, self.b, kept, kept * self.share, self.size)
        fit = bradley_terry(met, prior=self.prior, start=self.known)
        self.known = fit.strength if self.known is None else self.known
        return fit

    def falls(self, first: int, without: Rows) -> bool:
        """Whether anybody is above the first then."""
        strength = self.fit(without).strength
        return bool(strength.max() > strength[first] + APART)

    def pushes(self, fit: Fit, first: int, rivals: Rows) -> Floats:
        """By how much the gap to each rival shrinks without each vote, to first order (votes,
        rivals)."""
        gaps = np.zeros((self.size, len(rivals)))
        gaps[first] += 1
        gaps[rivals, np.arange(len(rivals))] -= 1
        moved = solved(information_of(fit), gaps)
        expected = 1 / (1 + np.exp(fit.strength[self.b] - fit.strength[self.a]))
        surprise = self.weight * (self.share - expected)
        return np.asarray((moved[self.a] - moved[self.b]) * surprise[:, None])

    def kinds(self) -> list[Rows]:
        """Votes that are alike, as places in `rows`: it does not matter which of them goes."""
        turned = self.a > self.b
        low, high = np.where(turned, self.b, self.a), np.where(turned, self.a, self.b)
        share = np.where(turned, 1 - self.share, self.share)
        order = np.lexsort((self.weight, share, high, low))
        columns = np.stack([low, high, share, self.weight])[:, order]
        changes = (columns[:, 1:] != columns[:, :-1]).any(axis=0)
        return np.split(order, np.flatnonzero(changes) + 1)

    def proved(self, first: int, found: Rows | None, budget: int) -> tuple[Rows | None, bool]:
        """The fewest votes there are, where all smaller sets can be tried; and whether they could
        be."""
        most = len(self.rows) if found is None else len(found) - 1
        kinds = self.kinds() if most else []
        for size in range(1, most + 1):
            budget -= comb(len(kinds) + size - 1, size)
            if budget < 0:
                return found, False
            for without in _sets(kinds, size):
                if self.falls(first, without):
                    return without, True
        return found, True


def _sets(kinds: list[Rows], size: int) -> Iterator[Rows]:
    """All sets of so many votes that differ in kind."""
    for chosen in combinations_with_replacement(range(len(kinds)), size):
        taken = np.bincount(chosen, minlength=len(kinds))
        if all(count <= len(kinds[kind]) for kind, count in enumerate(taken)):
            parts = [kinds[kind][:count] for kind, count in enumerate(taken)]
            yield np.concatenate(parts)


def _fewest(ballots: _Ballots, whole: Fit, first: int, rivals: Rows) -> Rows | None:
    """The smallest set that was found, over the rivals for whom the fewest are foretold."""
    pushes = ballots.pushes(whole, first, rivals)
    foretold = [
        _needed(pushes[:, n], whole.strength[first] - whole.strength[rival])
        for n, rival in enumerate(rivals)
    ]
    nearest = np.argsort([len(some) for some in foretold], kind="stable")[:TRIED]
    found = [_removed(ballots, first, int(rivals[n])) for n in nearest]
    known = [some for some in found if some is not None]
    return min(known, key=len) if known else None


def _needed(pushes: Floats, gap: float) -> Rows:
    """The strongest votes that close a gap together, to first order; all that push, where they
    cannot."""
    order = np.argsort(-pushes, kind="stable")
    order = order[pushes[order] > 0]
    enough = int(np.searchsorted(np.cumsum(pushes[order]), gap, side="right")) + 1
    return order[:enough]


def _removed(ballots: _Ballots, first: int, rival: int) -> Rows | None:
    """Votes without which the first falls, in the order of their removal."""
    without = np.zeros(0, np.int64)
    for _ in range(ROUNDS):
        fit = ballots.fit(without)
        gap = float(fit.strength[first] - fit.strength[rival])
        if gap < -APART:
            return _spared(ballots, first, _shortened(ballots, first, without))
        pushes = ballots.pushes(fit, first, np.array([rival]))[:, 0]
        pushes[without] = 0
        more = _needed(pushes, gap + APART)
        if not len(more):
            return None
        without = np.append(without, more)
    return None


def _shortened(ballots: _Ballots, first: int, without: Rows) -> Rows:
    """The shortest beginning, found by halving, without which the first falls still."""
    low, high = 0, len(without)
    while high - low > 1:
        middle = (low + high) // 2
        if ballots.falls(first, without[:middle]):
            high = middle
        else:
            low = middle
    return without[:high]


def _spared(ballots: _Ballots, first: int, without: Rows) -> Rows:
    """Votes that need not go after all are given back, the weakest first; of long lists only the
    last few are tried."""
    kept = without
    for vote in without[: -ROUNDS - 1 : -1]:
        fewer = kept[kept != vote]
        if len(fewer) and ballots.falls(first, fewer):
            kept = fewer
    return kept
