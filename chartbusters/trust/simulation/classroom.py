"""An honest class of new accounts: how far it moves the board, beside what people of long standing
with the same votes would."""

from dataclasses import dataclass, replace

import numpy as np

from chartbusters.trust.simulation.attacks import ATTACKS
from chartbusters.trust.simulation.contest import Rules, held
from chartbusters.trust.simulation.crowds import CROWDS, SCHOOLS, voters_of
from chartbusters.trust.simulation.playing import first_voters, positions, some_votes
from chartbusters.trust.weighing import VoterTable, weigh
from chartbusters.trust.weighing.tables import DAY_MS

PUPILS = 30
SECOND_MS = 1000


@dataclass(frozen=True)
class Moved:
    """Mean ranks by which an entry of the board moves when the class has voted."""

    settled: float  # as people of long standing
    classroom: float  # new, of one network, signed up within a minute
    let_in: float  # the same, by a code
    scattered: float  # new, each from elsewhere, as attackers would be


def moved(seed: int, votes_each: int, rules: Rules | None = None) -> Moved:
    """The class comes to the contest of the simulation (30 % of the others are new)."""
    rules = rules or Rules()
    others = rules.honest
    contest = held(replace(rules, honest=others + PUPILS), ATTACKS["target"], 0.0, seed, live=False)
    table, _ = voters_of(CROWDS["fresh"], ATTACKS["target"], others + PUPILS, 0, seed)
    votes = some_votes(
        contest.votes, _first(contest.votes.voter, others, votes_each), others + PUPILS
    )
    alone = some_votes(votes, votes.voter < others, others)
    quiet = positions(alone, weigh(alone, first_voters(table, others)).weight)

    def distance(voters: VoterTable) -> float:
        return float(np.abs(positions(votes, weigh(votes, voters).weight) - quiet).mean())

    minute = 400 * DAY_MS + np.arange(others + PUPILS) * SECOND_MS
    new = {"age_ms": 0, "network": SCHOOLS + 9, "domain": -1, "signed_up_ms": minute}
    apart = {"age_ms": 0, "network": -1, "domain": -1}
    return Moved(
        distance(_pupils(table, others, age_ms=400 * DAY_MS, network=-1, domain=-1)),
        distance(_pupils(table, others, **new)),
        distance(_pupils(table, others, **new, admitted=True)),
        distance(_pupils(table, others, **apart)),
    )


def _pupils(table: VoterTable, first: int, **columns: object) -> VoterTable:
    """The same voters, the pupils (all from `first` on) with these columns."""
    pupil = np.arange(table.size) >= first
    changed = {}
    for name, value in columns.items():
        column = getattr(table, name)
        changed[name] = np.where(pupil, value, column).astype(column.dtype)  # type: ignore[call-overload]
    return replace(table, **changed)


def _first(voter: np.ndarray, others: int, most: int) -> np.ndarray:
    """Which votes (votes,) are of the others, or among the first `most` of a pupil."""
    kept = voter < others
    for pupil in np.unique(voter[~kept]):
        kept[np.flatnonzero(voter == pupil)[:most]] = True
    return kept
