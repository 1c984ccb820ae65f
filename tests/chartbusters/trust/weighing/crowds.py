"""Tables of votes and voters for tests: an honest crowd, and those who would push one entry."""

from dataclasses import replace
from typing import Any

import numpy as np

from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.weighing import VoterTable
from chartbusters.trust.weighing.tables import DAY_MS

YEAR_MS = 365 * DAY_MS
HOUR_MS = 3_600_000
NOBODY = np.zeros(0, np.int64)


def settled_voters(count: int, **columns: Any) -> VoterTable:
    """People who have been here for a year; any column may be given as a value or an array."""
    plain = {
        "age_ms": YEAR_MS,
        "confirmed": True,
        "admitted": False,
        "votes_before": 0,
        "domain": -1,
        "linked": -1,
        "network": -1,
        "signed_up_ms": np.arange(count) * HOUR_MS,
        "disposable": False,
    }
    kinds = {"confirmed": bool, "admitted": bool, "disposable": bool}
    kinds |= {"domain": np.int32, "linked": np.int32, "network": np.int32}
    return VoterTable(
        **{
            name: np.broadcast_to(np.asarray(value), (count,)).astype(kinds.get(name, np.int64))
            for name, value in {**plain, **columns}.items()
        }
    )


def vote_table(
    rows: Any, entries: int, voters: int, *, waited_ms: Any = None, seed: int = 0
) -> VoteTable:
    """A table of rows (a, b, share of a, voter); how long each waited is drawn where it is not
    given."""
    table = np.asarray(rows, float).reshape(-1, 4)
    count = len(table)
    if waited_ms is None:
        waited_ms = np.random.default_rng(seed).lognormal(np.log(25_000), 0.5, count) + 10_000
    return VoteTable(
        entries=entries,
        voters=voters,
        key=np.arange(1, count + 1),
        a=table[:, 0].astype(np.int32),
        b=table[:, 1].astype(np.int32),
        share=table[:, 2],
        voter=table[:, 3].astype(np.int32),
        first=np.zeros(count, np.int8),
        cast_ms=np.arange(count, dtype=np.int64) * 60_000,
        waited_ms=np.broadcast_to(np.asarray(waited_ms), (count,)).astype(np.int64),
        network=np.full(count, -1, np.int32),
    )


def honest_rows(
    strengths: Any, voters: Any, each: int, draw: np.random.Generator, taste: float = 0.0
) -> np.ndarray:
    """`each` votes of each voter on random pairs, by Bradley-Terry; `taste` is how far (sd)
    persons differ from the crowd in what they hear in an entry."""
    voter = np.repeat(np.asarray(voters), each)
    a = draw.integers(0, len(strengths), len(voter))
    b = (a + draw.integers(1, len(strengths), len(voter))) % len(strengths)
    own = draw.normal(0, taste, (int(np.max(voters)) + 1, len(strengths))) if taste else None
    heard = strengths[a] - strengths[b]
    if own is not None:
        heard = heard + own[voter, a] - own[voter, b]
    share = draw.random(len(voter)) < 1 / (1 + np.exp(-heard))
    return np.column_stack([a, b, share, voter])


def pushed(rows: np.ndarray, target: int) -> np.ndarray:
    """The same votes by people who vote for `target` whenever they hear it."""
    share = np.where(rows[:, 0] == target, 1.0, np.where(rows[:, 1] == target, 0.0, rows[:, 2]))
    return np.column_stack([rows[:, :2], share, rows[:, 3]])


def mixed(votes: VoteTable, order: Any) -> VoteTable:
    """The same votes in another order."""
    columns = ("key", "a", "b", "share", "voter", "first", "cast_ms", "waited_ms", "network")
    return replace(votes, **{name: getattr(votes, name)[order] for name in columns})
