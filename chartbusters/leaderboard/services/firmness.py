"""How firm the first place of a decided board is: computed once a run, for it takes many fits."""

import logging
from typing import Any

from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.computing import Inputs
from chartbusters.leaderboard.export import inputs_shown
from chartbusters.leaderboard.models import RatingRun

logger = logging.getLogger(__name__)
MOST_TRIED = 20_000  # votes; of more no set is tried beside the one that was found


def firmness_find() -> int:
    """Of every decided board of which it is not known yet; returns how many it found out."""
    return sum(_found(challenge) for challenge in _unknown())


def _unknown() -> list[Challenge]:
    decided = Challenge.objects.published().filter(voting_closes_at__lte=Now())
    return list(decided.filter(board__run__isnull=False, board__run__fragility__isnull=True))


def _found(challenge: Challenge) -> bool:
    try:
        run, inputs = inputs_shown(challenge=challenge)
        if run is None:
            return False  # it is just being computed: the next round asks again
        told = fragility_of(inputs)
    except Exception:
        logger.exception("how firm the board of %s is could not be found out", challenge.slug)
        return False
    RatingRun.objects.filter(pk=run.pk).update(fragility=told)
    return True


def fragility_of(inputs: Inputs) -> dict[str, Any]:
    """Empty where there is no first place to speak of."""
    from chartbusters.ranking.fragility import BUDGET, fragility

    budget = BUDGET if len(inputs.table.key) <= MOST_TRIED else 0
    found = fragility(inputs.table, inputs.weights, budget=budget)
    if found is None:
        return {}
    return {
        "share": found.share,
        "removed": len(found.rows),
        "votes": found.votes,
        "exact": found.exact,
        "winner": None if found.winner is None else inputs.entries[found.winner],
    }
