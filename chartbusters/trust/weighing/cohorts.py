"""Which accounts have something in common that an attack would have: newness, a mail domain, a
network, the minutes in which they were made, a browser."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartbusters.trust.weighing.identity import settled
from chartbusters.trust.weighing.reasons import Reason
from chartbusters.trust.weighing.tables import VoterTable, WeighingConfig


@dataclass(frozen=True)
class Cohorts:
    """Groups by one thing in common. `group` (voters,) is the group of each voter, -1 none;
    `reason` is added to what is said of them; `errors` bounds their pull on an entry."""

    kind: str
    group: NDArray[np.int64]
    reason: Reason
    errors: float

    @property
    def count(self) -> int:
        return int(self.group.max(initial=-1)) + 1


def cohorts(voters: VoterTable, voting: NDArray[np.bool_], config: WeighingConfig) -> list[Cohorts]:
    """All groupings of those who vote; groups of too few people are none."""
    new = settled(voters, config) < 0.5
    burst = bursts(voters.signed_up_ms, voting, config)
    let_in = np.where(new & voters.admitted, 0, -1)
    seen = np.zeros(voters.size, bool)
    for group in (voters.domain, voters.network, burst, let_in):
        seen |= _numbered(group, voting & new, config.seen_least) >= 0
    kinds = [
        ("new", np.where(new, 0, -1), Reason(0), config.bounded_errors_new),
        ("hidden", np.where(new & ~seen, 0, -1), Reason(0), config.bounded_errors),
        ("let in", let_in, Reason(0), config.bounded_errors),
        ("domain", voters.domain, Reason(0), config.bounded_errors),
        ("network", voters.network, Reason(0), config.bounded_errors),
        ("burst", burst, Reason.BURST, config.bounded_errors),
        ("linked", voters.linked, Reason.LINKED, config.bounded_errors),
    ]
    found = []
    for kind, group, reason, errors in kinds:
        numbers = _numbered(group, voting, config.least_voters)
        found.append(Cohorts(kind, numbers, reason, errors))
    return [one for one in found if one.count]


def _numbered(
    group: NDArray[np.integer], voting: NDArray[np.bool_], least: int
) -> NDArray[np.int64]:
    """Groups numbered anew from 0, in their order, without those that few vote of."""
    inside = (group >= 0) & voting
    numbers = np.full(len(group), -1, np.int64)
    names, place, sizes = np.unique(group[inside], return_inverse=True, return_counts=True)
    fresh = np.where(sizes >= least, np.cumsum(sizes >= least) - 1, -1)
    numbers[inside] = fresh[place] if len(names) else -1
    return numbers


def bursts(
    signed_up_ms: NDArray[np.int64], voting: NDArray[np.bool_], config: WeighingConfig
) -> NDArray[np.int64]:
    """Which burst of sign-ups each account (voters,) is of, -1 none: runs of minutes in which many
    times more accounts were made than usual."""
    group = np.full(len(signed_up_ms), -1, np.int64)
    who = np.flatnonzero(voting)
    who = who[np.lexsort((who, signed_up_ms[who]))]
    times = signed_up_ms[who]
    if len(times) < config.burst_least:
        return group
    near = np.searchsorted(times, times + config.burst_ms, side="right") - np.searchsorted(
        times, times - config.burst_ms
    )
    usual = 2 * config.burst_ms * _usual_rate(times)
    busy = near >= np.maximum(config.burst_least, config.burst_ratio * usual)
    # a new burst begins where it was quiet, or where nobody came for long
    apart = np.diff(times, prepend=times[:1]) > config.burst_ms
    begins = busy & (apart | ~np.concatenate([[False], busy[:-1]]))
    group[who] = np.where(busy, np.cumsum(begins) - 1, -1)
    return group


def _usual_rate(times: NDArray[np.int64]) -> float:
    """Sign-ups in a millisecond as they usually come: one in the median time between two of them,
    for a burst shortens few of these; and no more than one in the mean."""
    gaps = np.diff(times)
    if not len(gaps) or times[-1] == times[0]:
        return 0.0
    return 1 / max(float(np.median(gaps)) / float(np.log(2)), float(gaps.mean()))
