"""Who met whom, without the voters: unique rows in the order in which a sparse matrix holds them,
as fits want them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from chartbusters.ranking.ordering import sums_of, unique_rows
from chartbusters.ranking.tally import ORDERS, Floats, Tally


@dataclass(frozen=True)
class Meetings:
    """Rows sorted by a, then b. `columns` (covariates, rows) are what else moves the odds."""

    size: int
    starts: NDArray[np.int32]  # (size + 1,) where the rows of each a begin
    b: NDArray[np.int32]  # (rows,)
    games: Floats  # (rows,)
    wins: Floats  # (rows,) of a
    columns: Floats

    @property
    def parameters(self) -> int:
        """Entries, then covariates."""
        return self.size + len(self.columns)

    @property
    def a(self) -> NDArray[np.int32]:
        """(rows,)"""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))

    def odds(
        self, point: Floats, out: Floats | None = None, scratch: Floats | None = None
    ) -> Floats:
        """Log-odds (rows,) that a wins, at some strengths and effects (parameters,)."""
        strengths = point[: self.size]
        own = np.repeat(strengths, np.diff(self.starts))
        other = np.take(strengths, self.b, out=scratch, mode="clip") if len(own) else own
        odds = np.subtract(own, other, out=out)
        for effect, column in zip(point[self.size :], self.columns, strict=True):
            odds += effect * column
        return odds

    def matrix(self, rows: Floats) -> csr_array:
        """(entries, entries) with these values (rows,) at a and b."""
        return csr_array((rows, self.b, self.starts), shape=(self.size, self.size))

    def sides(self, rows: Floats) -> tuple[Floats, Floats]:
        """Sums (entries,) of rows over those where an entry is a, and where it is b."""
        own, begins = np.zeros(self.size), self.starts[:-1]
        some = np.flatnonzero(self.starts[1:] > begins)
        own[some] = sums_of(rows, begins[some])
        return own, np.asarray(self.matrix(rows).T @ np.ones(self.size))

    def gathered(self, rows: Floats) -> Floats:
        """Design matrix transposed, times rows: each row counts for a, against b, and for the
        covariates (parameters,)."""
        own, other = self.sides(rows)
        return np.concatenate([own - other, self.columns @ rows])

    def games_of_entries(self) -> Floats:
        own, other = self.sides(self.games)
        return own + other


def meetings_of(votes: Tally, *, first: bool = False, heard: bool = False) -> Meetings:
    """The rows of a tally with the voters put together. With covariates: 1 for being shown as A; 1
    or -1 for being heard first."""
    if not (first or heard):
        return pairs_of(votes.a, votes.b, votes.games, votes.wins, votes.size)
    order = np.zeros(len(votes.a), np.int64) if votes.heard is None else votes.heard
    keys = [votes.a, votes.b, order + 1]
    ordered, begins = unique_rows(keys, (votes.size, votes.size, ORDERS))
    rows = ordered[begins]
    columns = [np.ones(len(rows))] * first + [order[rows].astype(np.float64)] * heard
    sums = [sums_of(measure[ordered], begins) for measure in (votes.games, votes.wins)]
    return _laid(votes.size, votes.a[rows], votes.b[rows], sums, columns)


def pairs_of(
    a: NDArray[np.integer], b: NDArray[np.integer], games: Floats, wins: Floats, size: int
) -> Meetings:
    """Unordered pairs with their games and wins of the one with the lower index, from rows or from
    plain votes."""
    turned = a > b
    low, high = np.where(turned, b, a), np.where(turned, a, b)
    won = np.where(turned, games - wins, wins)
    if size**2 <= len(a):
        return _squared(low, high, games, won, size)
    order, begins = unique_rows((low, high), (size, size))
    rows = order[begins]
    sums = [sums_of(measure[order], begins) for measure in (games, won)]
    return _laid(size, low[rows], high[rows], sums, [])


def _squared(
    low: NDArray[np.integer], high: NDArray[np.integer], games: Floats, won: Floats, size: int
) -> Meetings:
    """Where votes are more than all pairs there can be, a cell for each pair needs no sorting."""
    cells = low.astype(np.int64) * size + high
    totals, wins = (np.bincount(cells, rows, size**2).astype(np.float64) for rows in (games, won))
    met = np.flatnonzero(totals)
    a, b = np.divmod(met, size)
    return _laid(size, a, b, [totals[met], wins[met]], [])


def _laid(
    size: int,
    a: NDArray[np.integer],
    b: NDArray[np.integer],
    sums: Sequence[Floats],
    columns: Sequence[Floats],
) -> Meetings:
    starts = np.searchsorted(a, np.arange(size + 1)).astype(np.int32)
    table = np.array(columns, np.float64).reshape(len(columns), len(a))
    return Meetings(size, starts, b.astype(np.int32), sums[0], sums[1], table)
