"""Weighs the votes of a challenge when its board is computed, and keeps what has changed."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge
from chartbusters.trust.models import WeighingRun
from chartbusters.trust.services.storing import weights_store

if TYPE_CHECKING:
    from chartbusters.ranking.votes import VoteTable
    from chartbusters.trust.selectors.weights import Floats


def votes_weigh(*, challenge: Challenge, votes: "VoteTable", voters: list[int]) -> "Floats":
    """The weight of each vote, in [0, 1]. Stored, with the reasons, where it is another than
    before; a weight that becomes or leaves 0 goes into the trail.

    No transaction is open while it computes. Of two computations at once both return what they
    found, and the one that read later is what is stored.
    """
    # numpy is loaded where it is asked for: pages have no need of it
    from chartbusters.trust.selectors.weights import findings_told, weights_told

    run, mine = _begin(challenge)
    weights = weights_told(challenge=challenge, votes=votes, voters=voters, exempt=run.exempt)
    with transaction.atomic():
        held = WeighingRun.objects.select_for_update().get(challenge=challenge)
        if held.stored < mine:
            weights_store(challenge=challenge, weights=weights)
            held.stored, held.votes, held.weighed_at = mine, len(votes.key), Now()
            held.findings = list(findings_told(weights))
            held.save(update_fields=["stored", "votes", "weighed_at", "findings"])
    return weights.weight


def _begin(challenge: Challenge) -> tuple[WeighingRun, int]:
    """A number for this weighing: what began later knows more, and is not written over."""
    WeighingRun.objects.get_or_create(challenge=challenge)
    with transaction.atomic():
        run = WeighingRun.objects.select_for_update().get(challenge=challenge)
        run.begun += 1
        run.save(update_fields=["begun"])
    return run, run.begun
