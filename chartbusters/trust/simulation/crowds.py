"""What is known of the accounts: an honest public as a site has it, and attackers who hide as well
as their attack allows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chartbusters.trust.simulation.attacks import Attack
from chartbusters.trust.weighing import VoterTable
from chartbusters.trust.weighing.tables import DAY_MS

HOUR_MS = 3_600_000
YEAR_DAYS = 365
SCHOOLS = 12  # mail domains and networks that some of the honest share


@dataclass(frozen=True)
class Crowd:
    """Which share of the honest is new, and which share of the attackers is not."""

    name: str
    words: str
    new: float
    aged: float


CROWDS = {
    crowd.name: crowd
    for crowd in (
        Crowd("fresh", "30 % of the honest are new, all attackers are", 0.3, 0.0),
        Crowd("half aged", "30 % of the honest are new, half of the attackers are", 0.3, 0.5),
        Crowd("first contest", "all accounts are new", 1.0, 0.0),
    )
}


def voters_of(
    crowd: Crowd, attack: Attack, honest: int, attackers: int, seed: int
) -> tuple[VoterTable, NDArray[np.bool_]]:
    """The accounts, honest ones first, and which (voters,) of them are new. The honest are drawn
    alike whatever the attack is."""
    people = _known(np.random.default_rng(seed), honest, 1 - crowd.new)
    others = _known(np.random.default_rng(seed + 1), attackers, crowd.aged)
    draw = np.random.default_rng(seed + 2)
    school = np.where(draw.random(honest) < 0.3, draw.integers(0, SCHOOLS, honest), -1)
    domain, network = np.full(attackers, -1), np.full(attackers, -1)
    signed_up = others.signed_up
    if attack.crowded:
        domain, network = np.full(attackers, SCHOOLS), SCHOOLS + np.arange(attackers) % 4
        signed_up = np.where(others.new, draw.integers(0, HOUR_MS, attackers), signed_up)
    new = np.concatenate([people.new, others.new])
    count = honest + attackers
    table = VoterTable(
        age_ms=np.concatenate([people.age, others.age]),
        confirmed=np.ones(count, bool),
        admitted=np.zeros(count, bool),
        votes_before=np.zeros(count, np.int64),
        domain=np.concatenate([school, domain]).astype(np.int32),
        linked=np.full(count, -1, np.int32),
        network=np.concatenate([school, network]).astype(np.int32),
        signed_up_ms=np.concatenate([people.signed_up, signed_up]),
        disposable=np.zeros(count, bool),
    )
    return table, new


@dataclass(frozen=True)
class _Accounts:
    new: NDArray[np.bool_]
    age: NDArray[np.int64]
    signed_up: NDArray[np.int64]


def _known(draw: np.random.Generator, count: int, settled: float) -> _Accounts:
    """Accounts of which a share is a month to two years old, and the others of the last day."""
    new = draw.random(count) >= settled
    old = draw.integers(30 * DAY_MS, 2 * YEAR_DAYS * DAY_MS, count)
    age = np.where(new, draw.integers(0, DAY_MS, count), old)
    begun = draw.integers(0, 14 * DAY_MS, count)
    return _Accounts(new, age, begun - age)
