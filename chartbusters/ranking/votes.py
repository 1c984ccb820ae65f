"""Votes of one challenge as columns, one row a vote: what weights, ratings and boards are computed
from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class VoteTable:
    """Columns of equal length (votes,), in the order of the votes' keys.

    Entries and voters are indices into lists that the caller keeps; `entries` and `voters` say how
    long these are.
    """

    entries: int
    voters: int
    key: NDArray[np.int64]  # primary key of the vote
    a: NDArray[np.int32]  # index of the entry shown as A
    b: NDArray[np.int32]  # index of the entry shown as B
    share: NDArray[np.float64]  # of A: 1 won, 0 lost, 0.5 tie, nan both bad
    voter: NDArray[np.int32]  # index of the voter
    first: NDArray[np.int8]  # which side was played first: 1 A, -1 B, 0 not known
    cast_ms: NDArray[np.int64]  # when it was cast, milliseconds since 1970
    waited_ms: NDArray[np.int64]  # from the issue of the ballot to the vote
    network: NDArray[np.int32]  # index of the network from which it came, -1 not known

    @property
    def decisive(self) -> NDArray[np.bool_]:
        """Votes (votes,) that say who is better, ties too: all but "both bad"."""
        return ~np.isnan(self.share)
