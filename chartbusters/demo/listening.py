"""Simulated listeners: they vote through the same services as people, with a taste that is written down here.

How much a listener likes an entry is its metric score plus a taste of their own (normal, 15 points); of two entries the
one they like by more than 4 points wins, with a slip in one of eight votes; else it is a tie.
"""

import random
from datetime import timedelta

from django.db.models import F

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.voting.models import Ballot, Outcome
from chartbusters.voting.services import ballot_heard, ballot_issue, vote_cast

TASTE = 15.0
UNDECIDED = 4.0
SLIP = 1 / 8
UNSCORED = 50.0
A_WHILE = timedelta(minutes=5)


def listen(*, challenge: Challenge, listeners: list[User], votes: int, seed: int) -> int:
    """Casts up to `votes` votes, listener by listener in turn; returns how many there were pairs for."""
    draw = random.Random(seed)
    tastes = {listener.pk: {} for listener in listeners}  # type: dict[int, dict[object, float]]
    cast = 0
    for turn in range(votes):
        listener = listeners[turn % len(listeners)]
        ballot = ballot_issue(challenge=challenge, voter=listener)
        if ballot is None:
            continue
        _sit_through(ballot)
        taste = tastes[listener.pk]
        liked = [taste.setdefault(entry.pk, _liking(entry, draw)) for entry in (ballot.entry_a, ballot.entry_b)]
        vote_cast(ballot=ballot, outcome=_word(liked[0] - liked[1], draw))
        cast += 1
    return cast


def _sit_through(ballot: Ballot) -> None:
    """Sets the ballot's clock back, as a simulated listener has no time to lose."""
    Ballot.objects.filter(pk=ballot.pk).update(issued_at=F("issued_at") - A_WHILE)
    for side in ("a", "b"):
        ballot_heard(ballot=ballot, side=side, ms=60_000)


def _liking(entry: Entry, draw: random.Random) -> float:
    score = entry.score_report.score if entry.score_report else None
    return (UNSCORED if score is None else score) + draw.gauss(0, TASTE)


def _word(difference: float, draw: random.Random) -> str:
    if abs(difference) < UNDECIDED:
        return Outcome.TIE
    first = (difference > 0) != (draw.random() < SLIP)
    return Outcome.A if first else Outcome.B
