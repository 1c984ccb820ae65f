"""Old computations go, a few at a time."""

import logging

from django.db import DatabaseError, transaction

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard import selectors
from chartbusters.leaderboard.models import Board, RatingRun

logger = logging.getLogger(__name__)
FORGOTTEN_AT_ONCE = 50  # runs; each may have a thousand standings


def runs_forget() -> int:
    """Deletes the computations that nobody will ask for, of every challenge; returns how many."""
    return sum(_forgotten(challenge) for challenge in selectors.challenges_with_many_runs())


def _forgotten(challenge: Challenge) -> int:
    count = 0
    try:
        while some := _forget_some(challenge):
            count += some
    except DatabaseError:
        # Say, one of them has just been shown elsewhere: it is kept, and the next challenge has its
        # turn.
        logger.exception("old ratings of %s were not forgotten", challenge.slug)
    return count


def _forget_some(challenge: Challenge) -> int:
    """A few at a time, as others want to write."""
    if not selectors.runs_old(challenge=challenge, most=1):
        return 0
    with transaction.atomic():
        # A refresh could show one of them again meanwhile: it waits here, and makes it anew.
        Board.objects.select_for_update().filter(challenge=challenge).first()
        old = selectors.runs_old(challenge=challenge, most=FORGOTTEN_AT_ONCE)
        RatingRun.objects.filter(pk__in=old).delete()
    return len(old)
