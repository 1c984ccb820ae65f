"""All from which a board is computed, as it was read from the database at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.computing import Inputs
from chartbusters.leaderboard.facts import facts_told
from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.services import votes_weigh
from chartbusters.voting.reading import EntryRead, votes_read


@dataclass(frozen=True)
class Reading:
    """What was read, and what there was of it before it was read."""

    number: int  # of two readings the one with the larger number was begun later
    begun_at: datetime
    facts: list[int]
    entries: list[EntryRead]
    inputs: Inputs


def reading_made(*, challenge: Challenge, number: int, begun_at: datetime) -> Reading:
    """Facts are counted first: what comes while the rest is read is not in them, and makes the
    board stale."""
    facts, _ = facts_told(challenges=Challenge.objects.filter(pk=challenge.pk)).get(
        challenge.pk, ([], None)
    )
    table, entries, voters = votes_read(challenge=challenge)
    weights = votes_weigh(challenge=challenge, votes=table, voters=voters)
    return Reading(number, begun_at, facts, entries, inputs_of(entries, table, weights))


def inputs_of(
    entries: Sequence[EntryRead], table: VoteTable, weights: NDArray[np.float64]
) -> Inputs:
    names = [str(entry.pk) for entry in entries]
    came = sorted(range(len(entries)), key=lambda at: (entries[at].submitted_at, names[at]))
    ties = np.argsort(came).tolist() if came else []
    return Inputs(names, ties, table, weights)
