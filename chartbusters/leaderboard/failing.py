"""A board that cannot be computed stops no other: what was wrong stands in its row."""

import logging
from collections.abc import Callable

from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.models import Board, FinalBoard

logger = logging.getLogger(__name__)
LONGEST = 300  # letters of a failure


def board_tried(
    compute: Callable[[], object], *, challenge: Challenge, boards: type[Board] | type[FinalBoard]
) -> bool:
    """Whether `compute` could do it. If not, staff and /healthz are told, by the row of the
    challenge in `boards`, and the next board has its turn."""
    try:
        compute()
    except Exception as error:
        name = boards._meta.verbose_name
        logger.exception("the %s of %s cannot be computed", name, challenge.slug)
        boards.objects.get_or_create(challenge=challenge)
        why = f"{type(error).__name__}: {error}"[:LONGEST]
        boards.objects.filter(challenge=challenge).update(failed_at=Now(), failure=why)
        return False
    return True
