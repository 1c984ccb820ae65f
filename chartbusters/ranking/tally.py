"""Votes counted into unique rows, so that a fit costs the same for a thousand votes as for a
million alike."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.ordering import sums_of, unique_rows
from chartbusters.ranking.votes import VoteTable

Floats = NDArray[np.float64]

SCORES = {"a": 1.0, "b": 0.0, "tie": 0.5}  # what side a gets; a tie is half a win each
# Weights are rounded to this: sums of them are exact then, so neither the order of votes nor adding
# some of them later can change a digit.
GRAIN = 2.0**-20
ORDERS = 3  # B heard first, not known, A heard first


@dataclass(frozen=True)
class Tally:
    """Rows of (side a, side b, voter, which was heard first), their games and side a's share of
    them.

    Games and wins are sums of weights; `counts` are the votes themselves, of those whose weight is
    above 0. Where it is left out every vote has weighed 1. `size` is the number of entries.
    """

    size: int
    a: NDArray[np.int64]  # (rows,) index of the entry shown as A
    b: NDArray[np.int64]  # (rows,)
    voter: NDArray[np.int64]  # (rows,)
    games: Floats  # (rows,) weights of the votes
    wins: Floats  # (rows,) of side a, ties counted half; weighted
    counts: Floats | None = None  # (rows,) votes, unweighted
    heard: NDArray[np.int64] | None = None  # (rows,) first: 1 A, -1 B, 0 not known

    def games_of_entries(self) -> NDArray[np.int64]:
        """How many counted votes each entry (size,) took part in, whatever they weigh (but for
        those that weigh 0)."""
        counts = self.games if self.counts is None else self.counts
        return self._of_entries(counts).round().astype(np.int64)

    def weight_of_entries(self) -> Floats:
        """What the votes on each entry (size,) weigh together."""
        return self._of_entries(self.games)

    @property
    def voters(self) -> int:
        """How many people have a vote that counts."""
        return int(np.count_nonzero(np.bincount(self.voter)))

    def _of_entries(self, rows: Floats) -> Floats:
        sums = np.bincount(self.a, rows, self.size) + np.bincount(self.b, rows, self.size)
        return sums.astype(np.float64)


def tally(
    votes: Iterable[tuple[Hashable, Hashable, str, Hashable]],
    entries: Sequence[Hashable],
    weights: Sequence[float] | Floats | None = None,
) -> Tally:
    """Counts votes (entry a, entry b, outcome, voter); outcome is a, b, tie or bad. `weights` has
    one for each vote.

    A vote "both bad" says nothing of who is better: it is left out, as Music Arena does, not
    counted as a tie. Rows are sorted, so the order in which votes came cannot change a rating.
    Raises KeyError for an unknown entry.
    """
    place = {entry: index for index, entry in enumerate(entries)}
    every = list(votes)
    weight = np.ones(len(every)) if weights is None else np.asarray(weights, np.float64)
    told = np.array([vote[2] != "bad" for vote in every], bool)
    said = [vote for vote in every if vote[2] != "bad"]
    people = sorted({vote[3] for vote in said}, key=str)
    voters = {voter: index for index, voter in enumerate(people)}
    rows = np.array([(place[a], place[b], voters[voter]) for a, b, _, voter in said], np.int64)
    shares = np.array([SCORES[vote[2]] for vote in said])
    return aggregated(rows.reshape(-1, 3), shares, len(entries), weight[told])


def tally_of(votes: VoteTable, weight: Floats | None = None) -> Tally:
    """Counts votes that travel as columns, each with its weight (votes,); without any, each
    weighs 1. "Both bad" is left out."""
    said = votes.decisive
    rows = np.stack([votes.a[said], votes.b[said], votes.voter[said]], axis=1).astype(np.int64)
    given = None if weight is None else weight[said]
    return aggregated(rows, votes.share[said], votes.entries, given, votes.first[said])


def aggregated(
    rows: NDArray[np.int64],
    shares: Floats,
    size: int,
    weights: Floats | None = None,
    heard: NDArray[np.integer] | None = None,
) -> Tally:
    """Equal rows (side a, side b, voter) of votes (votes, 3) made one.

    `shares` (votes,) is what side a got of each, `weights` (votes,) how much each counts (those of
    0 are left out), `heard` (votes,) which side was heard first.
    """
    weight = np.ones(len(rows)) if weights is None else _grained(weights, len(rows))
    order = np.zeros(len(rows), np.int64) if heard is None else heard.astype(np.int64)
    counts = (weight > 0).astype(np.float64)
    columns = [rows[:, 0], rows[:, 1], rows[:, 2], order]
    kept = slice(None) if counts.all() else weight > 0
    a, b, voter, order = (column[kept] for column in columns)
    measures = [weight[kept], (weight * shares)[kept], counts[kept]]
    return _counted(size, (a, b, voter, order), measures)


def joined(one: Tally, other: Tally) -> Tally:
    """Both together, to the last bit as if all votes had been counted at once: so old votes need
    not be read again. Both number entries and voters alike."""
    parts = [_columns(each) for each in (one, other)]
    columns = [np.concatenate(pair) for pair in zip(*parts, strict=True)]
    a, b, voter, heard, *measures = columns
    return _counted(max(one.size, other.size), (a, b, voter, heard), measures)


def _columns(votes: Tally) -> list[NDArray[np.generic]]:
    heard = np.zeros(len(votes.a), np.int64) if votes.heard is None else votes.heard
    counts = votes.games if votes.counts is None else votes.counts
    return [votes.a, votes.b, votes.voter, heard, votes.games, votes.wins, counts]


def _grained(weights: Floats, votes: int) -> Floats:
    weight = np.asarray(weights, np.float64)
    if weight.shape != (votes,):
        raise ValueError(f"{votes} votes need {votes} weights, not {weight.shape}.")
    if not (np.isfinite(weight).all() and weight.min(initial=0.0) >= 0):
        raise ValueError("Weights of votes are finite and not below 0.")
    # what weighs something is not rounded to nothing
    return np.asarray(np.where(weight > 0, np.maximum((weight / GRAIN).round(), 1), 0) * GRAIN)


def _counted(size: int, columns: tuple[NDArray[np.int64], ...], measures: list[Floats]) -> Tally:
    """Sums of the measures (votes,) over equal rows of a, b, voter and who was heard first."""
    a, b, voter, heard = columns
    order, begins = unique_rows((a, b, voter, heard + 1), (size, size, _above(voter), ORDERS))
    rows = order[begins]
    games, wins, counts = (sums_of(measure[order], begins) for measure in measures)
    return Tally(size, a[rows], b[rows], voter[rows], games, wins, counts, heard[rows])


def _above(column: NDArray[np.int64]) -> int:
    return int(column.max(initial=-1)) + 1
