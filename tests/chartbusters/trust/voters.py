"""Votes and what is known of their voters, in a few words."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.utils import timezone

from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.services import votes_weigh
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.reading import votes_read

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def person(name: str, *, days: int = 100, confirmed: bool = True, domain: str = "gmail.com") -> Any:
    """Somebody with an account as old as that, and perhaps a confirmed address."""
    email = f"{name}@{domain}"
    made = get_user_model().objects.create_user(name, email, f"{name}-pass-1")
    made.date_joined = timezone.now() - timedelta(days=days)
    made.save(update_fields=["date_joined"])
    EmailAddress.objects.create(user=made, email=email, verified=confirmed, primary=True)
    return made


def vote(challenge: Any, voter: Any, pair: Sequence[Any], outcome: str = "a") -> Vote:
    """A vote on a pair of entries, as if it had been cast after some listening."""
    ballot = Ballot.objects.create(
        challenge=challenge,
        voter=voter,
        entry_a=pair[0],
        entry_b=pair[1],
        pair=_name(pair),
        seed=0,
        issued_at=timezone.now() - timedelta(seconds=40),
    )
    return Vote.objects.create(challenge=challenge, ballot=ballot, outcome=outcome)


def _name(pair: Sequence[Any]) -> str:
    return ":".join(sorted(str(entry.pk) for entry in pair))


def votes_bulk(challenge: Any, said: Sequence[tuple[Any, Sequence[Any], str]]) -> None:
    """Many votes at once: (voter, pair of entries, outcome). Each is listened to for another time:
    whoever always takes the same is weighed as a script."""
    now, listened = timezone.now(), random.Random(0)
    ballots = [
        Ballot(
            challenge=challenge,
            voter=voter,
            entry_a=pair[0],
            entry_b=pair[1],
            pair=_name(pair),
            seed=0,
            issued_at=now - timedelta(seconds=listened.uniform(15, 90)),
        )
        for voter, pair, _ in said
    ]
    Ballot.objects.bulk_create(ballots, batch_size=200)
    votes = [
        Vote(challenge=challenge, ballot=ballot, outcome=outcome)
        for ballot, (_, _, outcome) in zip(ballots, said, strict=True)
    ]
    Vote.objects.bulk_create(votes, batch_size=200)


def weighed(challenge: Any) -> dict[str, list[float]]:
    """What the votes of each voter weigh, by name, in the order in which they were cast."""
    table, _, voters = votes_read(challenge=challenge)
    weights = votes_weigh(challenge=challenge, votes=table, voters=voters)
    names = get_user_model().objects.in_bulk(voters)
    told: dict[str, list[float]] = {names[pk].username: [] for pk in voters}
    for voter, weight in zip(table.voter, weights, strict=True):
        told[names[voters[voter]].username].append(round(float(weight), 6))
    return told


def table_of(rows: Sequence[tuple[int, int, int, float]], voters: int, entries: int) -> VoteTable:
    """Votes (voter, a, b, share of a), a minute apart."""
    count = len(rows)
    columns = np.array(rows, float).reshape(-1, 4)
    return VoteTable(
        entries=entries,
        voters=voters,
        key=np.arange(count) + 1,
        a=columns[:, 1].astype(np.int32),
        b=columns[:, 2].astype(np.int32),
        share=columns[:, 3],
        voter=columns[:, 0].astype(np.int32),
        first=np.zeros(count, np.int8),
        cast_ms=np.arange(count, dtype=np.int64) * 60_000,
        waited_ms=np.full(count, 40_000, np.int64),
        network=np.full(count, -1, np.int32),
    )
