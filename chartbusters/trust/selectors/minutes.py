"""Votes a minute of the last hour of a challenge, and minutes that stand out; for staff alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np
from django.db.models import F
from django.db.models.functions import Least, Now

from chartbusters.challenges.models import Challenge
from chartbusters.trust.weighing.minutes import minutes_beyond
from chartbusters.voting.models import Vote

SHOWN = 60  # minutes
MOST_READ = (
    20_000  # votes: of more the first minutes are left out, since not all of theirs are read
)
MINUTE = timedelta(minutes=1)
STEP, TALL = 10, 80  # of a bar, in units of the drawing


class Minute(NamedTuple):
    """How many votes came in one minute, of how many accounts; and its bar."""

    begins: datetime
    votes: int
    voters: int
    odd: bool  # more than chance explains
    x: int
    height: int

    @property
    def y(self) -> int:
        return TALL - self.height


def minutes_told(*, challenge: Challenge) -> list[Minute]:
    """The last hour of voting, the first minute first; votes that were taken back are not in it."""
    last = _whole(_until(challenge))
    rows = _rows(challenge, since=last - (SHOWN - 1) * MINUTE)
    first = _whole(rows[-1][0]) + MINUTE if len(rows) == MOST_READ else last - (SHOWN - 1) * MINUTE
    begins = [first + place * MINUTE for place in range((last - first) // MINUTE + 1)]
    voters: dict[datetime, list[int]] = {minute: [] for minute in begins}
    for cast_at, voter in rows:
        voters.get(_whole(cast_at), []).append(voter)
    return _drawn(voters)


def _until(challenge: Challenge) -> datetime:
    """By the database's clock."""
    until = Least(Now(), F("voting_closes_at"))
    found: datetime = Challenge.objects.values_list(until, flat=True).get(pk=challenge.pk)
    return found


def _rows(challenge: Challenge, since: datetime) -> Sequence[tuple[datetime, int]]:
    # Read backwards in the order of votes, which has an index; the moment has none.
    votes = Vote.objects.filter(challenge=challenge, undo=None).order_by("-pk")
    newest = votes.values_list("cast_at", "ballot__voter")[:MOST_READ]
    return [row for row in newest if row[0] >= since]


def _whole(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _drawn(voters: dict[datetime, list[int]]) -> list[Minute]:
    counts = np.array([len(some) for some in voters.values()], np.int64)
    unit = TALL / max(1, counts.max(initial=1))
    rows = zip(voters.items(), minutes_beyond(counts).tolist(), strict=True)
    return [
        Minute(begins, len(some), len(set(some)), odd, STEP * place, round(unit * len(some)))
        for place, ((begins, some), odd) in enumerate(rows)
    ]
