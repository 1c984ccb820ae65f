"""How firm the first place of a decided board is, and whether being shown or heard first was of
use: computed once a run, for it takes many fits."""

import logging
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.leaderboard.computing import Inputs
from chartbusters.leaderboard.export import inputs_shown
from chartbusters.leaderboard.models import RatingRun, Standing

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
        advantages, ratings = controlled_of(inputs)
    except Exception:
        logger.exception("how firm the board of %s is could not be found out", challenge.slug)
        return False
    _store(run, told, advantages, ratings)
    return True


def _store(
    run: RatingRun, told: dict[str, Any], advantages: dict[str, float], ratings: dict[str, float]
) -> None:
    with transaction.atomic():
        rows = list(Standing.objects.filter(run=run)) if ratings else []
        for row in rows:
            row.controlled = ratings[str(row.entry_id)]
        Standing.objects.bulk_update(rows, ["controlled"], batch_size=500)
        RatingRun.objects.filter(pk=run.pk).update(fragility=told, advantages=advantages)


def controlled_of(inputs: Inputs) -> tuple[dict[str, float], dict[str, float]]:
    """Points of being shown and of being heard first, and the ratings without either, by entry;
    empty where no advantage is surely there."""
    from chartbusters.ranking.ratings import controlled
    from chartbusters.ranking.tally import tally_of

    if not inputs.entries:
        return {}, {}
    told = controlled(tally_of(inputs.table, inputs.weights))
    if not told.matters:
        return {}, {}
    advantages = {
        "shown": told.first,
        "shown_error": told.first_error,
        "heard": told.heard,
        "heard_error": told.heard_error,
    }
    return advantages, dict(zip(inputs.entries, told.rating.tolist(), strict=True))


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
