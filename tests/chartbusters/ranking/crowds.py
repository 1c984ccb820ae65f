"""Votes of simulated people on entries of known strength, as columns."""

import numpy as np

from chartbusters.ranking.votes import VoteTable


def table(
    a: np.ndarray,
    b: np.ndarray,
    share: np.ndarray,
    voter: np.ndarray,
    first: np.ndarray | None = None,
    entries: int | None = None,
) -> VoteTable:
    """Columns of votes; who does not say which side was heard first does not know."""
    votes = len(a)
    return VoteTable(
        entries=int(max(a.max(), b.max())) + 1 if entries is None else entries,
        voters=int(voter.max(initial=-1)) + 1,
        key=np.arange(votes, dtype=np.int64),
        a=a.astype(np.int32),
        b=b.astype(np.int32),
        share=share.astype(np.float64),
        voter=voter.astype(np.int32),
        first=np.zeros(votes, np.int8) if first is None else first.astype(np.int8),
        cast_ms=np.arange(votes, dtype=np.int64),
        waited_ms=np.full(votes, 9000, np.int64),
        network=np.full(votes, -1, np.int32),
    )


def crowd(
    draw: np.random.Generator,
    strengths: np.ndarray,
    votes: int,
    voters: int,
    *,
    tastes: float = 0.0,
    shown: float = 0.0,
    heard: float = 0.0,
) -> VoteTable:
    """Votes on drawn pairs. Each voter has tastes of his own of that deviation; `shown` and `heard`
    are what being A, and being heard first, add to the log-odds."""
    entries = len(strengths)
    a = draw.integers(entries, size=votes)
    b = (a + draw.integers(1, entries, votes)) % entries
    voter = np.arange(votes) % voters
    own = strengths + tastes * draw.normal(size=(voters, entries))
    first = draw.choice([-1, 1], votes)
    odds = own[voter, a] - own[voter, b] + shown + heard * first
    share = (draw.random(votes) < 1 / (1 + np.exp(-odds))).astype(float)
    return table(a, b, share, voter, first, entries)
