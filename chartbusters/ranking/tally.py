"""Votes counted into unique rows, so that a fit costs the same for a thousand votes as for a
million alike."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SCORES = {"a": 1.0, "b": 0.0, "tie": 0.5}  # what side a gets; a tie is half a win each


@dataclass(frozen=True)
class Tally:
    """Rows of (side a, side b, voter), their games and side a's share of them. `size` is the number
    of entries."""

    size: int
    a: NDArray[np.int64]  # (rows,) index of the entry shown first
    b: NDArray[np.int64]  # (rows,)
    voter: NDArray[np.int64]  # (rows,)
    games: NDArray[np.float64]  # (rows,)
    wins: NDArray[np.float64]  # (rows,) of side a, ties counted half

    def games_of_entries(self) -> NDArray[np.int64]:
        """How many counted votes each entry (size,) took part in."""
        both = np.bincount(self.a, self.games, self.size) + np.bincount(
            self.b, self.games, self.size
        )
        return both.round().astype(np.int64)


def tally(
    votes: Iterable[tuple[Hashable, Hashable, str, Hashable]], entries: Sequence[Hashable]
) -> Tally:
    """Counts votes (entry a, entry b, outcome, voter); outcome is a, b, tie or bad.

    A vote "both bad" says nothing of who is better: it is left out, as Music Arena does, not
    counted as a tie. Rows are sorted, so the order in which votes came cannot change a rating.
    Raises KeyError for an unknown entry.
    """
    place = {entry: index for index, entry in enumerate(entries)}
    said = [vote for vote in votes if vote[2] != "bad"]
    people = sorted({vote[3] for vote in said}, key=str)
    voters = {voter: index for index, voter in enumerate(people)}
    counted = np.array(
        [(place[a], place[b], voters[voter]) for a, b, _, voter in said], np.int64
    ).reshape(-1, 3)
    return aggregated(counted, np.array([SCORES[vote[2]] for vote in said]), len(entries))


def aggregated(rows: NDArray[np.int64], shares: NDArray[np.float64], size: int) -> Tally:
    """Equal rows (side a, side b, voter) of votes (votes, 3) made one; `shares` (votes,) is what
    side a got of each."""
    voters = int(rows[:, 2].max(initial=0)) + 1
    keys, inverse = np.unique(
        (rows[:, 0] * size + rows[:, 1]) * voters + rows[:, 2], return_inverse=True
    )
    games = np.bincount(inverse, minlength=len(keys)).astype(float)
    wins = np.bincount(inverse, shares, len(keys)).astype(float)
    pair, voter = np.divmod(keys, voters)
    a, b = np.divmod(pair, max(size, 1))
    return Tally(size, a, b, voter, games, wins)
