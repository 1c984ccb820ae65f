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

    new_weight: float = 0.75  # of an account made just now
    settled_ms: int = 14 * DAY_MS  # from this age on an account counts wholly
    settled_votes: int = 20  # or from this many votes in earlier challenges
    disposable_weight: float = 0.1
    # answers of one voter against everybody else's
    least_votes: int = 5  # decisive ones
    unlikely_z: float = -3.0
    unlikely_weight: float = 0.25
    contrary_z: float = -4.5  # from here on 0
    rounds: int = 4
    # people who say who is better only where one entry comes
    one_sided_votes: int = 8  # of theirs, at least
    one_sided_bad: float = 0.8  # share of them that is "both bad"
    one_sided_weight: float = 0.1
    # two voters with the same answers
    same_least: int = 8  # pairs that both have heard
    same_alarms: float = 0.05  # expected in an honest challenge
    same_work: float = 2e7  # comparisons; of larger crowds only the new accounts are compared
    # time between the issue of a ballot and the vote; the caller knows what listening takes
    hasty_ms: int = 0
    even_votes: int = 10
    even_spread: float = 0.02  # of its logarithm: a script waits the same time again and again
    even_weight: float = 0.25
    # votes of a group on one entry
    least_voters: int = 3
    most_share: float = 0.5  # of what is known of an entry: a group beyond that is the public
    false_alarms: float = 0.01  # expected in an honest challenge of each kind of group
    # A group's pull on an entry counts up to so many standard errors of chance among its own votes,
    # or up to so many of what all others know of the entry, whichever is more. All new accounts
    # together may pull farther than those of them that nothing tells from an attack: a class is
    # seen to be one, by its network, its minutes or its code, and has bounds of its own.
    bounded_z: float = 0.5
    bounded_errors: float = 0.25
    bounded_errors_new: float = 0.6
    seen_least: int = 10  # accounts from which a class is one
    # sign-ups within minutes
    burst_ms: int = 10 * 60_000
    burst_least: int = 8
    burst_ratio: float = 8.0  # times the usual rate


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
