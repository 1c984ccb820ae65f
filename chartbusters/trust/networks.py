"""What the accounts of one part of the net weigh together. Nobody is refused, and a class behind
one address counts: only what is more than a class is bounded, by what all others weigh."""

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.votes import VoteTable

Floats = NDArray[np.float64]


def network_shares(
    votes: VoteTable,
    weight: Floats,
    network: NDArray[np.int32],
    *,
    members: int,
    percent: int,
) -> Floats:
    """Factors (votes,) in (0, 1] for the votes of each network; -1 in `network` (votes,) is bound
    by nothing.

    A network weighs as many whole voters as `members`, or `percent` of what voters from elsewhere
    weigh, whichever is more. Where nobody is elsewhere, nothing is bound.
    """
    factors = np.ones(len(weight))
    known = network >= 0
    if not known.any():
        return factors
    voices = _voices(votes, weight)
    heard = np.bincount(network[known], voices[known])
    for one in np.flatnonzero(heard > members):
        elsewhere = float(voices[network != one].sum())
        most = max(float(members), percent / 100 * elsewhere)
        if elsewhere > 0 and heard[one] > most:
            factors[network == one] = most / heard[one]
    return factors


def _voices(votes: VoteTable, weight: Floats) -> Floats:
    """The part (votes,) of one whole voter that each vote is."""
    cast = np.bincount(votes.voter, minlength=votes.voters)
    return np.asarray(weight / np.maximum(cast[votes.voter], 1))
