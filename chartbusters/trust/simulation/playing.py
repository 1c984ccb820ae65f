"""One seed of one attack: the same honest votes ranked with the attackers and without them."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.ratings import rate
from chartbusters.ranking.standings import places
from chartbusters.ranking.tally import tally_of
from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.simulation.attacks import ATTACKS
from chartbusters.trust.simulation.contest import Held, Rules, held
from chartbusters.trust.simulation.crowds import CROWDS, Crowd, voters_of
from chartbusters.trust.weighing import VoterTable, weigh

FLAGGED = 0.5  # a voter whose votes weigh less than this on average
Floats = NDArray[np.float64]
COLUMNS = ("key", "a", "b", "share", "voter", "first", "cast_ms", "waited_ms", "network")


@dataclass(frozen=True)
class Play:
    """What is played: an attack by `share` of all voters, on a board that is hidden or live."""

    attack: str
    share: float
    live: bool
    seed: int
    rules: Rules


@dataclass(frozen=True)
class Outcome:
    """What came of it in one crowd. Shares are of people, 0 to 1; ranks are those of the board."""

    crowd: str
    displaced: int  # ranks that the target gained
    undefended: int  # and what it would have gained if all votes counted 1
    honest_flagged: float
    new_flagged: float
    attackers_flagged: float
    target_weight: float  # mean weight of the attackers' votes on the target
    top_ten: float  # of the first ten on both boards, of all in either
    spearman: float


def played(play: Play) -> list[Outcome]:
    """The attack in every crowd: what the accounts are like changes no vote, only its weight."""
    attack = ATTACKS[play.attack]
    contest = held(play.rules, attack, play.share, play.seed, live=play.live)
    attackers = contest.votes.voters - contest.honest
    quiet, raw = honest_votes(contest), _displaced(contest)
    before: dict[float, NDArray[np.int64]] = {}  # crowds with the same honest people share it
    outcomes = []
    for crowd in CROWDS.values():
        voters, new = voters_of(crowd, attack, contest.honest, attackers, play.seed)
        if crowd.new not in before:
            weight = weigh(quiet, first_voters(voters, contest.honest)).weight
            before[crowd.new] = positions(quiet, weight)
        outcomes.append(_measured(contest, crowd, voters, new, before[crowd.new], raw))
    return outcomes


def _measured(
    contest: Held,
    crowd: Crowd,
    voters: VoterTable,
    new: NDArray[np.bool_],
    before: NDArray[np.int64],
    raw: int,
) -> Outcome:
    votes, honest, theirs = contest.votes, contest.honest, list(contest.theirs)
    weight = weigh(votes, voters).weight
    after, flagged = positions(votes, weight), mean_weights(votes, weight) < FLAGGED
    pushed = np.isin(votes.a, theirs) != np.isin(votes.b, theirs)
    pushed &= ~contest.without_attackers()
    return Outcome(
        crowd.name,
        int(before[theirs].min() - after[theirs].min()),
        raw,
        _mean(flagged[:honest]),
        _mean(flagged[:honest][new[:honest]]),
        _mean(flagged[honest:]),
        _mean(weight[pushed]),
        _shared(before, after),
        float(np.corrcoef(before, after)[0, 1]),
    )


def _displaced(contest: Held) -> int:
    """What the target would gain if every vote counted 1."""
    theirs = list(contest.theirs)
    before = positions(honest_votes(contest), None)[theirs].min()
    return int(before - positions(contest.votes, None)[theirs].min())


def positions(votes: VoteTable, weight: Floats | None) -> NDArray[np.int64]:
    """The rank of each entry (entries,) on the board, by the code that makes boards."""
    board = places(rate(tally_of(votes, weight)), range(votes.entries))
    return np.array([spot.position for spot in sorted(board)], np.int64)


def honest_votes(contest: Held) -> VoteTable:
    return some_votes(contest.votes, contest.without_attackers(), contest.honest)


def some_votes(votes: VoteTable, which: NDArray[np.bool_], voters: int) -> VoteTable:
    columns = {name: getattr(votes, name)[which] for name in COLUMNS}
    return replace(votes, voters=voters, **columns)


def first_voters(voters: VoterTable, count: int) -> VoterTable:
    return VoterTable(**{name: column[:count] for name, column in vars(voters).items()})


def mean_weights(votes: VoteTable, weight: Floats) -> Floats:
    """Of each voter's votes (voters,); 1 for who cast none."""
    cast = np.bincount(votes.voter, minlength=votes.voters)
    total = np.bincount(votes.voter, weight, votes.voters)
    return np.where(cast > 0, total / np.maximum(cast, 1), 1.0)


def _mean(values: NDArray[Any]) -> float:
    return float(np.mean(values)) if len(values) else 0.0


def _shared(before: NDArray[np.int64], after: NDArray[np.int64]) -> float:
    ten = [set(np.flatnonzero(ranks <= 10).tolist()) for ranks in (before, after)]
    return len(ten[0] & ten[1]) / max(1, len(ten[0] | ten[1]))
