"""What the weighing of votes is given, and what it gives back: columns, one row a voter or a
vote."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartbusters.trust.weighing.reasons import Reason

DAY_MS = 86_400_000


@dataclass(frozen=True)
class VoterTable:
    """Columns of equal length (voters,): what is known of each account, by the index that votes
    name it by."""

    age_ms: NDArray[np.int64]  # of the account at its first vote in this challenge
    confirmed: NDArray[np.bool_]  # mail confirmed, or let in, or the site sends no mail
    admitted: NDArray[np.bool_]  # let in by code, list or bulk
    votes_before: NDArray[np.int64]  # in earlier challenges
    domain: NDArray[np.int32]  # index of the mail domain, -1 unknown or of a large provider
    linked: NDArray[np.int32]  # index of the group of linked accounts, -1 none
    network: NDArray[np.int32]  # index of the network of sign-up, -1 unknown
    signed_up_ms: NDArray[np.int64]  # milliseconds since 1970
    disposable: NDArray[np.bool_]  # mail of a kind that is thrown away

    @property
    def size(self) -> int:
        return len(self.age_ms)


@dataclass(frozen=True)
class WeighingConfig:
    """Every figure of the weighing. docs/trust.md says where they come from."""

    new_weight: float = 0.6  # of an account made just now
    settled_ms: int = 14 * DAY_MS  # from this age on an account counts wholly
    settled_votes: int = 20  # or from this many votes in earlier challenges
    disposable_weight: float = 0.1


@dataclass(frozen=True)
class Finding:
    """One thing that was found, for the trust page. `entry` is None where all of the voters' votes
    are meant; `weight` is what their votes (on the entry) are multiplied by."""

    reason: Reason
    voters: tuple[int, ...]
    entry: int | None
    weight: float
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Weighing:
    """`weight` and `reasons` (votes,), the latter bits of `Reason`; `voter_weight` and
    `voter_reasons` (voters,) are the part that holds for all votes of a voter."""

    weight: NDArray[np.float64]
    reasons: NDArray[np.uint32]
    voter_weight: NDArray[np.float64]
    voter_reasons: NDArray[np.uint32]
    findings: list[Finding]
