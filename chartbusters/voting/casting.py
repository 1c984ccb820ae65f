"""Votes of many voters committed by one transaction, where the database is PostgreSQL: each commit
waits for a disk, however much is in it."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from chartbusters.voting import selectors
from chartbusters.voting.models import Vote
from chartbusters.web.errors import Refusal


class Wish(NamedTuple):
    """One voter's word on one ballot."""

    ballot: UUID
    challenge: int
    outcome: str
    network: str


def may_gather() -> bool:
    """Not within a transaction of the caller's, which is to be committed or undone with the vote.
    SQLite has one writer, and nothing to gain."""
    return connection.vendor == "postgresql" and not connection.in_atomic_block


def cast_together(
    wishes: Sequence[Wish], refuse: Callable[[Any], None]
) -> list[Vote | Refusal | None]:
    """The vote, or why it cannot be counted, of each wish; None for one that is to be cast alone,
    since somebody else holds its ballot, or holds a vote on it already.

    `refuse` raises `Refusal` for what `selectors.ballot_held` tells of a ballot. When this returns,
    all is committed.
    """
    outcomes: list[Vote | Refusal | None] = [None] * len(wishes)
    with transaction.atomic():
        # Those that another transaction holds are left out, so that nobody waits for anybody.
        asked = [wish.ballot for wish in wishes]
        held = {row.pk: row for row in selectors.ballots_held(pks=asked)}
        votes = {}
        for at, wish in enumerate(wishes):
            row = held.pop(wish.ballot, None)
            if row is None:
                continue
            try:
                refuse(row)
            except Refusal as refusal:
                outcomes[at] = refusal
            else:
                votes[wish.ballot] = at, _vote(wish, row.now)
        for ballot, pk in _inserted([vote for _, vote in votes.values()]):
            at, vote = votes[ballot]
            vote.pk, outcomes[at] = pk, vote
    return outcomes


def _vote(wish: Wish, now: Any) -> Vote:
    return Vote(
        challenge_id=wish.challenge,
        ballot_id=wish.ballot,
        outcome=wish.outcome,
        network=wish.network,
        cast_at=now,
    )


INSERT = """
INSERT INTO voting_vote (ballot_id, challenge_id, outcome, network, cast_at)
SELECT * FROM unnest(%s::uuid[], %s::bigint[], %s::text[], %s::text[], %s::timestamptz[])
ON CONFLICT (ballot_id) DO NOTHING RETURNING ballot_id, id
"""


def _inserted(votes: list[Vote]) -> list[tuple[UUID, int]]:
    """Ballot and key of each that is new; one statement, whatever their number."""
    if not votes:
        return []
    columns = ("ballot_id", "challenge_id", "outcome", "network", "cast_at")
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [list(map(attrgetter(name), votes)) for name in columns])
        return list(cursor.fetchall())
