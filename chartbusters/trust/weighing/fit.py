"""What everybody together hears: strengths fitted on weighted votes, and how sure they are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from chartbusters.ranking.bradley_terry import bradley_terry
from chartbusters.ranking.tally import Tally
from chartbusters.ranking.votes import VoteTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Said:
    """The votes that say who is better, in the order of their keys (rows,), and the pairs
    (pairs,) on which they fall."""

    entries: int
    voters: int
    at: Ints  # (rows,) place in the table of votes
    a: Ints
    b: Ints
    share: Floats  # of a
    voter: Ints
    pair: Ints  # (rows,) place in the pairs
    low: Ints  # (pairs,) the entry of the lower index
    high: Ints


def said(votes: VoteTable) -> Said:
    """Sorted by everything that counts: sums are then the same to the last bit, whatever the order
    in which votes came."""
    at = np.flatnonzero(votes.decisive)
    order = np.lexsort((votes.key[at], votes.share[at], votes.b[at], votes.a[at], votes.voter[at]))
    at = at[order]
    a, b = votes.a[at].astype(np.int64), votes.b[at].astype(np.int64)
    size = max(votes.entries, 1)
    keys, pair = np.unique(np.minimum(a, b) * size + np.maximum(a, b), return_inverse=True)
    low, high = np.divmod(keys, size)
    voter = votes.voter[at].astype(np.int64)
    return Said(votes.entries, votes.voters, at, a, b, votes.share[at], voter, pair, low, high)


@dataclass(frozen=True)
class Heard:
    """A fit on weighted votes, as each vote sees it."""

    rows: Said
    weight: Floats  # (rows,)
    odds: Floats  # (rows,) log odds of a
    residual: Floats  # (rows,) what a got beyond what the strengths expect
    information: Floats  # (rows,) of one whole vote: p (1 - p)
    prior: float

    def of_entries(self, rows: Floats) -> Floats:
        """Sums over both entries' votes (entries,)."""
        size = self.rows.entries
        sums = np.bincount(self.rows.a, rows, size) + np.bincount(self.rows.b, rows, size)
        return sums.astype(np.float64)

    @property
    def known(self) -> Floats:
        """Information on each entry (entries,), with the prior's."""
        return self.of_entries(self.weight * self.information) + self.prior


def heard(rows: Said, weight: Floats) -> Heard:
    """Fits strengths on the votes, `weight` (rows,) each."""
    size, high_won = len(rows.low), np.where(rows.a < rows.b, rows.share, 1 - rows.share)
    games = np.bincount(rows.pair, weight, size).astype(np.float64)
    wins = np.bincount(rows.pair, weight * high_won, size).astype(np.float64)
    met = games > 0
    nobody = np.zeros(int(met.sum()), np.int64)
    fit = bradley_terry(
        Tally(rows.entries, rows.low[met], rows.high[met], nobody, games[met], wins[met])
    )
    odds = fit.strength[rows.a] - fit.strength[rows.b]
    chance = expit(odds)
    return Heard(rows, weight, odds, rows.share - chance, chance * (1 - chance), fit.prior)
