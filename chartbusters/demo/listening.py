"""Simulated listeners: they vote through the same services as people, with a taste that is written
down here.

An entry has an appeal that all feel (normal, 20 points), and each listener a taste of their own
(normal, 15 points). Of two entries the one liked by more than 4 points wins, with a slip in one of
eight votes; else it is a tie.
"""

import random
from datetime import timedelta
from itertools import product

from django.db.models import F

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.selectors import entries_standing
from chartbusters.voting.models import Ballot, Outcome
from chartbusters.voting.services import ballot_heard, ballot_issue, vote_cast

APPEAL = 20.0
TASTE = 15.0
UNDECIDED = 4.0
SLIP = 1 / 8
A_WHILE = timedelta(minutes=5)


def listen(*, challenge: Challenge, listeners: list[User], votes: int, seed: int) -> int:
    """Casts up to `votes` votes, listener by listener in turn; returns how many there were pairs
    for."""
    draw = random.Random(seed)
    entries = list(entries_standing(challenge=challenge))
    appeal = {
        entry.pk: draw.gauss(0, APPEAL) for entry in sorted(entries, key=lambda entry: entry.title)
    }
    liking = {
        (person.pk, pk): value + draw.gauss(0, TASTE)
        for person, (pk, value) in product(listeners, appeal.items())
    }
    cast = 0
    for turn in range(votes):
        listener = listeners[turn % len(listeners)]
        ballot = ballot_issue(challenge=challenge, voter=listener)
        if ballot is None:
            continue
        _sit_through(ballot)
        difference = liking[listener.pk, ballot.entry_a_id] - liking[listener.pk, ballot.entry_b_id]
        vote_cast(ballot=ballot, outcome=_word(difference, draw))
        cast += 1
    return cast


def _sit_through(ballot: Ballot) -> None:
    """Sets the ballot's clock back, as a simulated listener has no time to lose."""
    Ballot.objects.filter(pk=ballot.pk).update(issued_at=F("issued_at") - A_WHILE)
    for side in ("a", "b"):
        ballot_heard(ballot=ballot, side=side, ms=60_000)


def _word(difference: float, draw: random.Random) -> str:
    if abs(difference) < UNDECIDED:
        return Outcome.TIE
    first = (difference > 0) != (draw.random() < SLIP)
    return Outcome.A if first else Outcome.B
