"""One vote from its first pair to its last, with this code's own pairing and caps."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from chartbusters.ranking.ratings import rate
from chartbusters.ranking.tally import aggregated
from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.simulation.attacks import Attack
from chartbusters.voting.pairing import next_pair

VISIT = 5  # votes of one visit: voters come and go between each other
BAD = float("nan")
LEAST_HEARD = 12  # puppets come while theirs is among so many, as they did in the review
DAYS = 14
DAY_MS = 86_400_000
BOARD_VOTES = 1000  # a new board, whose intervals the pairing knows, comes after so many

Row = tuple[int, int, float, int]  # a, b, share of a, voter


@dataclass(frozen=True)
class Rules:
    """The size of the contest, and the caps of this code."""

    entries: int = 100
    honest: int = 400
    each: int = 25  # votes of an honest voter
    turns_each: int = 3
    pairs_each: int = 0
    skips: int = 10
    target: int = 50  # by true strength, from 0: the middle entry, of rank 51


@dataclass(frozen=True)
class Held:
    """What was voted. Honest voters come first; `theirs` are the entry that is pushed and its
    copies."""

    votes: VoteTable
    honest: int
    theirs: tuple[int, ...]

    def without_attackers(self) -> NDArray[np.bool_]:
        """Which votes (votes,) are honest."""
        return self.votes.voter < self.honest


@dataclass
class _Voter:
    number: int
    attacks: bool
    most: int
    skips: int
    judged: list[frozenset[int]] = field(default_factory=list)
    cast: int = 0

    @property
    def done(self) -> bool:
        return self.cast >= self.most


@dataclass
class Contest:
    """A running vote."""

    rules: Rules
    attack: Attack
    attackers: int
    live: bool  # whether the board shows while one votes how often each entry was heard
    draw: random.Random
    strength: list[float]
    theirs: tuple[int, ...]
    exposures: dict[int, int]
    rows: list[Row] = field(default_factory=list)
    bounds: dict[int, tuple[float, float]] = field(default_factory=dict)

    def hold(self) -> list[Row]:
        """All votes (a, b, share of a, voter) in the order in which they were cast."""
        waiting: list[_Voter] = []
        for voter in self._visits(waiting):
            self._visit(voter)
            # puppets look at the board after each visit; at last they come anyhow
            if waiting and self.moment():
                self._visit(waiting.pop())
        for voter in waiting:
            self._visit(voter)
        return self.rows

    def moment(self) -> bool:
        """Whether the board tells that the target is among those that were heard least."""
        mine = min(self.exposures[entry] for entry in self.theirs)
        return sum(heard < mine for heard in self.exposures.values()) < LEAST_HEARD

    def _visits(self, waiting: list[_Voter]) -> Iterator[_Voter]:
        rules, most = self.rules, self.attack.votes or self.rules.each
        honest = [_Voter(n, False, rules.each, 0) for n in range(rules.honest)]
        numbers = range(rules.honest, rules.honest + self.attackers)
        pushing = [_Voter(n, True, most, rules.skips if self.attack.seeks else 0) for n in numbers]
        visits = _repeated(honest, rules.each)
        if self.attack.waits and self.live:
            waiting.extend(pushing)
        else:
            visits += _repeated(pushing, most)
        self.draw.shuffle(visits)
        return iter(visits)

    def _visit(self, voter: _Voter) -> None:
        goal = min(voter.most, voter.cast + VISIT)
        while voter.cast < goal:
            pair = next_pair(
                range(self.rules.entries),
                self.exposures,
                voter.judged,
                self.draw.getrandbits(32),
                turns_each=self.rules.turns_each,
                pairs_each=self.rules.pairs_each,
                bounds=self.bounds,
            )
            if pair is None:
                voter.most = voter.cast
                return
            voter.judged.append(frozenset(pair))
            if voter.skips and not (pair[0] in self.theirs) ^ (pair[1] in self.theirs):
                voter.skips -= 1
                continue
            self._cast(voter, *pair)

    def _cast(self, voter: _Voter, a: int, b: int) -> None:
        voter.cast += 1
        self.exposures[a] += 1
        self.exposures[b] += 1
        self.rows.append((a, b, self._answer(voter, a, b), voter.number))
        if len(self.rows) % BOARD_VOTES == 0:
            self.bounds = bounds_of(self.rows, self.rules.entries)

    def _answer(self, voter: _Voter, a: int, b: int) -> float:
        if voter.attacks and (a in self.theirs) != (b in self.theirs):
            return float(a in self.theirs)
        if voter.attacks and self.attack.others == "bad":
            return BAD
        better = self.strength[a] - self.strength[b]
        if voter.attacks and self.attack.others == "contrary":
            return float(better < 0)
        return float(self.draw.random() < 1 / (1 + 2.718281828459045**-better))


def _repeated(voters: list[_Voter], votes: int) -> list[_Voter]:
    """Each voter once for each visit."""
    return list(chain.from_iterable(repeat(voter, -(-votes // VISIT)) for voter in voters))


def held(rules: Rules, attack: Attack, share: float, seed: int, *, live: bool) -> Held:
    """A vote in which attackers are `share` of all voters. True strengths are normal (sd 1), and
    entries stand in their order."""
    draw = random.Random(seed)
    strength = sorted((draw.gauss(0, 1) for _ in range(rules.entries)), reverse=True)
    theirs = tuple(rules.target + offset for offset in (0, 1, -1)[: 1 + attack.clones])
    for copy in theirs:
        strength[copy] = strength[rules.target]
    attackers = round(share * rules.honest / (1 - share))
    exposures = dict.fromkeys(range(rules.entries), 0)
    contest = Contest(rules, attack, attackers, live, draw, strength, theirs, exposures)
    table = vote_table(contest.hold(), rules.entries, rules.honest + attackers, draw)
    return Held(table, rules.honest, theirs)


def bounds_of(rows: list[Row], entries: int) -> dict[int, tuple[float, float]]:
    """The interval of each entry's rating on the board of these votes."""
    table = np.array([row for row in rows if row[2] == row[2]], np.float64).reshape(-1, 4)
    who = table[:, [0, 1, 3]].astype(np.int64)
    ratings = rate(aggregated(who, table[:, 2], entries))
    return dict(enumerate(zip(ratings.low.tolist(), ratings.high.tolist(), strict=True)))


def vote_table(rows: list[Row], entries: int, voters: int, draw: random.Random) -> VoteTable:
    """The rows as columns, evenly over two weeks; everybody listens as people do."""
    table = np.asarray(rows, np.float64).reshape(-1, 4)
    count = len(table)
    chance = np.random.default_rng(draw.getrandbits(32))
    return VoteTable(
        entries=entries,
        voters=voters,
        key=np.arange(1, count + 1),
        a=table[:, 0].astype(np.int32),
        b=table[:, 1].astype(np.int32),
        share=table[:, 2],
        voter=table[:, 3].astype(np.int32),
        first=np.zeros(count, np.int8),
        cast_ms=np.linspace(0, DAYS * DAY_MS, count).astype(np.int64),
        waited_ms=(10_000 + chance.lognormal(np.log(20_000), 0.6, count)).astype(np.int64),
        network=np.full(count, -1, np.int32),
    )
