"""What votes weigh when a board is computed: told from the facts, bent by staff, and stored where
it has changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from numpy.typing import NDArray

from chartbusters.challenges.models import Challenge
from chartbusters.ranking.votes import VoteTable
from chartbusters.trust.causes import Cause
from chartbusters.trust.models import Verdict, VoterWeight, VoteWeight, WeighingRun
from chartbusters.trust.selectors import verdicts_in_force
from chartbusters.trust.services.storing import weights_store
from chartbusters.trust.weighing import Finding, VoterTable
from chartbusters.voting.models import Vote

Floats = NDArray[np.float64]
STAFF = {  # what a verdict makes of a weight, and how it is told
    Verdict.QUARANTINE: (0.0, Cause.QUARANTINED),
    Verdict.VOID: (0.0, Cause.VOIDED),
    Verdict.RELEASE: (1.0, Cause.RELEASED),
}


@dataclass
class Weights:
    """Of voters (voters,) and, beside that, of single votes (votes,), with the reasons in bits."""

    votes: VoteTable
    voters: Sequence[int]  # keys
    facts: VoterTable
    voter: Floats
    voter_reasons: NDArray[np.uint32]
    vote: Floats
    vote_reasons: NDArray[np.uint32]
    findings: list[Finding]
    left: set[int]  # keys of voters who have left

    @property
    def weight(self) -> Floats:
        """Of each vote (votes,)."""
        return np.asarray(self.vote * self.voter[self.votes.voter])


def votes_weigh(*, challenge: Challenge, votes: VoteTable, voters: list[int]) -> Floats:
    """The weight of each vote, in [0, 1]. Stored, with the reasons, where it is another than
    before; a weight that becomes or leaves 0 goes into the trail.

    No transaction is open while it computes. Of two computations at once both return what they
    found, and the one that read later is what is stored.
    """
    run, mine = _begin(challenge)
    weights = weights_told(challenge=challenge, votes=votes, voters=voters, exempt=run.exempt)
    with transaction.atomic():
        held = WeighingRun.objects.select_for_update().get(challenge=challenge)
        if held.stored < mine:
            weights_store(challenge=challenge, weights=weights)
            held.stored, held.votes, held.weighed_at = mine, len(votes.key), Now()
            held.findings = list(_findings(weights))
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


def weights_told(
    *, challenge: Challenge, votes: VoteTable, voters: Sequence[int], exempt: bool = False
) -> Weights:
    """What the votes weigh now; nothing is written."""
    # numpy is loaded where it is asked for: pages have no need of it
    from chartbusters.trust.selectors.voters import voters_told
    from chartbusters.trust.weighing import weigh

    facts = voters_told(challenge=challenge, votes=votes, voters=voters)
    if exempt:
        weights = _all_alike(votes, voters, facts)
    else:
        found = weigh(votes, facts)
        weights = Weights(
            votes,
            voters,
            facts,
            found.voter_weight.copy(),
            found.voter_reasons.copy(),
            _beside(found.weight, found.voter_weight[votes.voter]),
            np.where(found.weight < found.voter_weight[votes.voter], found.reasons, 0),
            found.findings,
            set(),
        )
        _bound_networks(weights)
        _keep_former(challenge, weights)
    _obey_staff(weights, verdicts_in_force(challenge=challenge))
    return weights


def _all_alike(votes: VoteTable, voters: Sequence[int], facts: VoterTable) -> Weights:
    bits = np.uint32
    return Weights(
        votes,
        voters,
        facts,
        np.ones(len(voters)),
        np.zeros(len(voters), bits),
        np.ones(len(votes.key)),
        np.zeros(len(votes.key), bits),
        [],
        set(),
    )


def _beside(weight: Floats, voter: Floats) -> Floats:
    """What is left for single votes once their voters' weights are taken out."""
    return np.asarray(np.divide(weight, voter, out=np.ones_like(weight), where=voter > 0))


def _bound_networks(weights: Weights) -> None:
    """The share of each part of the net; whoever was let in is bound by nothing."""
    from chartbusters.trust.networks import network_shares

    if settings.NETWORK_PERCENT < 1:
        return
    where = np.where(weights.facts.admitted, -1, weights.facts.network)
    factors = network_shares(
        weights.votes,
        weights.weight,
        where[weights.votes.voter],
        members=settings.NETWORK_CLASS,
        percent=settings.NETWORK_PERCENT,
    )
    shares = np.ones(len(weights.voters))
    shares[weights.votes.voter] = factors
    weights.voter = weights.voter * shares
    weights.voter_reasons[shares < 1] |= np.uint32(Cause.NETWORK)


def _keep_former(challenge: Challenge, weights: Weights) -> None:
    """Votes of who has left weigh no more than they did: what is not known of them any more must
    not raise them."""
    rows = VoterWeight.objects.filter(challenge=challenge, ceiling__gte=0)
    kept = {row.voter_id: row for row in rows}
    for place, pk in enumerate(weights.voters):
        if (row := kept.get(pk)) is not None:
            weights.left.add(pk)
            weights.voter[place] = min(weights.voter[place], row.ceiling or 0.0)
            weights.voter_reasons[place] |= np.uint32(row.reasons | Cause.LEFT)
    if weights.left:
        _keep_former_votes(challenge, weights)


def _keep_former_votes(challenge: Challenge, weights: Weights) -> None:
    left = VoterWeight.objects.filter(challenge=challenge, ceiling__gte=0).values("voter")
    rows = VoteWeight.objects.filter(challenge=challenge, vote__ballot__voter__in=left)
    kept = {row.vote_id: row for row in rows}
    for row in np.flatnonzero(np.isin(weights.votes.key, list(kept))):
        old = kept[int(weights.votes.key[row])]
        whole = weights.voter[weights.votes.voter[row]]
        before = old.weight / whole if whole > 0 else 1.0
        weights.vote[row] = min(weights.vote[row], before)
        weights.vote_reasons[row] |= np.uint32(old.reasons)


def _obey_staff(weights: Weights, verdicts: dict[int, Verdict]) -> None:
    """The last word on a voter stands above every test."""
    for place, pk in enumerate(weights.voters):
        if (verdict := verdicts.get(pk)) is not None:
            weight, cause = STAFF[verdict]
            weights.voter[place], weights.voter_reasons[place] = weight, np.uint32(cause)
            mine = weights.votes.voter == place
            weights.vote[mine], weights.vote_reasons[mine] = 1.0, 0


def _findings(weights: Weights) -> Iterator[dict[str, Any]]:
    """As they are stored: people and entries by their keys."""
    meant = {finding.entry for finding in weights.findings if finding.entry is not None}
    entries = _entries(weights.votes, meant)
    for finding in weights.findings:
        yield {
            "reason": int(finding.reason),
            "voters": [weights.voters[one] for one in finding.voters],
            "entry": None if finding.entry is None else entries[finding.entry],
            "weight": round(finding.weight, 4),
            "figures": {name: round(float(one), 3) for name, one in finding.figures.items()},
        }


def _entries(votes: VoteTable, meant: set[int]) -> dict[int, str]:
    """Keys of entries that are known by their index alone: a vote on each tells."""
    rows = {one: int(np.flatnonzero((votes.a == one) | (votes.b == one))[0]) for one in meant}
    keys = [int(votes.key[row]) for row in rows.values()]
    sides = Vote.objects.filter(pk__in=keys).values_list("pk", "ballot__entry_a", "ballot__entry_b")
    found = {pk: (a, b) for pk, a, b in sides}
    return {
        one: str(found[int(votes.key[row])][0 if votes.a[row] == one else 1])
        for one, row in rows.items()
    }
