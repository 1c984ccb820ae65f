"""From votes and their weights to the rows of a board: pure, so that anybody can do it again
without a database."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking import PRIOR
from chartbusters.ranking.votes import VoteTable


@dataclass(frozen=True)
class Inputs:
    """All from which a board is computed. Columns of the table point into `entries`, which are in
    the order of their names; `ties` says in which order equal entries stand."""

    entries: Sequence[str]
    ties: Sequence[int]
    table: VoteTable
    weights: NDArray[np.float64]

    @property
    def digest(self) -> str:
        """SHA-256 over all of it: equal inputs have equal digests, on every machine."""
        said = hashlib.sha256(json.dumps([list(self.entries), list(self.ties), PRIOR]).encode())
        table = self.table
        for column, kind in (
            (table.a, "<i4"),
            (table.b, "<i4"),
            (outcomes_of(table), "u1"),
            (table.voter, "<i4"),
            (table.first, "i1"),
            (self.weights, "<f8"),
        ):
            said.update(np.ascontiguousarray(column, kind).data)
        return said.hexdigest()


OUTCOMES = ("a", "b", "tie", "bad")
SHARES = np.array([1.0, 0.0, 0.5, np.nan])  # of side A, by outcome


def outcomes_of(table: VoteTable) -> NDArray[np.int8]:
    """Of each vote: its place in OUTCOMES."""
    places = np.array([1, 2, 0, 3], np.int8)  # by twice the share of side A
    return np.asarray(places[np.where(table.decisive, 2 * table.share, 3).astype(np.int8)])


class Row(NamedTuple):
    """One row of a board; `entry` is its index."""

    entry: int
    position: int
    rating: float
    low: float
    high: float
    rank_low: int
    rank_high: int
    votes: int


def board_computed(inputs: Inputs) -> list[Row]:
    """The rows, the best first; the same inputs give the same rows to the last bit."""
    if not inputs.entries:
        return []
    # numpy and scipy only where boards are computed
    from chartbusters.ranking.ratings import rate
    from chartbusters.ranking.standings import places
    from chartbusters.ranking.tally import tally_of

    ratings = rate(tally_of(inputs.table, inputs.weights))
    return [
        Row(
            place.entry,
            place.position,
            float(ratings.rating[place.entry]),
            float(ratings.low[place.entry]),
            float(ratings.high[place.entry]),
            place.rank_low,
            place.rank_high,
            int(ratings.games[place.entry]),
        )
        for place in places(ratings, inputs.ties)
    ]


def rows_digest(rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 over the rows of a board: name of the entry, position, rating, low, high, lowest and
    highest rank, votes. Figures are written to their last bit."""
    text = json.dumps([list(row) for row in rows], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def rows_named(entries: Sequence[str], rows: Iterable[Row]) -> list[list[Any]]:
    """Rows with the names of their entries."""
    return [[entries[row.entry], *row[1:]] for row in rows]


def weights_packed(weights: NDArray[np.float64]) -> bytes | None:
    """None where each vote weighs 1, as on most boards."""
    whole = bool((weights == 1).all())
    return None if whole else zlib.compress(weights.astype("<f8").tobytes(), 1)


def weights_unpacked(data: bytes | None, votes: int) -> NDArray[np.float64]:
    return np.ones(votes) if data is None else np.frombuffer(zlib.decompress(data), "<f8")
