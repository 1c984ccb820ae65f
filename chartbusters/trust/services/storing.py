"""Keeps weights: rows that have changed only, and in the trail what became nothing, or something
again."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from chartbusters.challenges.models import Challenge
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace_many
from chartbusters.trust.causes import names_of
from chartbusters.trust.models import VoterWeight, VoteWeight

if TYPE_CHECKING:
    from chartbusters.trust.services.weights import Weights

SOME = 200
FACTS = ("weight", "reasons", "age_ms", "votes_before", "admitted")


def weights_store(*, challenge: Challenge, weights: "Weights") -> None:
    """In the transaction of whoever holds the challenge's weighing."""
    told = [*_store_voters(challenge, weights), *_store_votes(challenge, weights)]
    trace_many(act=Act.WEIGHED, row=challenge, told=told)


def _store_voters(challenge: Challenge, weights: "Weights") -> Iterator[tuple[int, str]]:
    known = {row.voter_id: row for row in VoterWeight.objects.filter(challenge=challenge)}
    made: list[VoterWeight] = []
    changed: list[VoterWeight] = []
    for place, pk in enumerate(weights.voters):
        facts = _facts(weights, place)
        row = known.get(pk) or VoterWeight(challenge=challenge, voter_id=pk)
        before = row.weight if pk in known else 1.0
        if pk in known and all(getattr(row, name) == facts[name] for name in FACTS):
            continue
        for name in FACTS:
            setattr(row, name, facts[name])
        (changed if pk in known else made).append(row)
        if (before == 0) != (row.weight == 0):
            yield pk, f"weight {before:.2f}, now {row.weight:.2f}: {names_of(row.reasons)}"
    VoterWeight.objects.bulk_create(made, batch_size=SOME)
    VoterWeight.objects.bulk_update(changed, FACTS, batch_size=SOME)


def _facts(weights: "Weights", place: int) -> dict[str, Any]:
    return {
        "weight": float(weights.voter[place]),
        "reasons": int(weights.voter_reasons[place]),
        "age_ms": int(weights.facts.age_ms[place]),
        "votes_before": int(weights.facts.votes_before[place]),
        "admitted": bool(weights.facts.admitted[place]),
    }


def _store_votes(challenge: Challenge, weights: "Weights") -> Iterator[tuple[int, str]]:
    """Votes that weigh less than their voters do."""
    known = VoteWeight.objects.filter(challenge=challenge).in_bulk()
    found = {row.vote_id: row for row in _exceptions(challenge, weights)}
    new = [row for pk, row in found.items() if pk not in known]
    other = [row for pk, row in found.items() if pk in known and _differs(row, known[pk])]
    yield from _told(weights, known, found)
    VoteWeight.objects.bulk_create(new, batch_size=SOME)
    VoteWeight.objects.bulk_update(other, ["weight", "reasons"], batch_size=SOME)
    gone = [pk for pk in _whole_again(weights, known) if pk not in found]
    for start in range(0, len(gone), SOME):
        VoteWeight.objects.filter(pk__in=gone[start : start + SOME]).delete()


def _whole_again(weights: "Weights", known: dict[int, VoteWeight]) -> Iterator[int]:
    """Votes of which more was said before. Those that are void for now, or of somebody who has
    left, keep it."""
    for row in np.flatnonzero(np.isin(weights.votes.key, list(known))):
        if weights.voters[weights.votes.voter[row]] not in weights.left:
            yield int(weights.votes.key[row])


def _exceptions(challenge: Challenge, weights: "Weights") -> Iterator[VoteWeight]:
    lowered = (weights.vote < 1) & (weights.voter[weights.votes.voter] > 0)
    whole = weights.weight
    for row in np.flatnonzero(lowered):
        yield VoteWeight(
            vote_id=int(weights.votes.key[row]),
            challenge=challenge,
            weight=float(whole[row]),
            reasons=int(weights.vote_reasons[row]),
        )


def _differs(one: VoteWeight, other: VoteWeight) -> bool:
    return (one.weight, one.reasons) != (other.weight, other.reasons)


def _told(
    weights: "Weights", known: dict[int, VoteWeight], found: dict[int, VoteWeight]
) -> Iterator[tuple[int, str]]:
    """One line a voter, however many of the votes are meant."""
    rows = {int(key): place for place, key in enumerate(weights.votes.key)}
    nothing = {pk for pk, row in found.items() if row.weight == 0}
    before = {pk for pk, row in known.items() if row.weight == 0 and pk in rows}
    for changed, words in ((nothing - before, "now 0"), (before - nothing, "no longer 0")):
        lines: Counter[tuple[int, str]] = Counter()
        for pk in changed:
            voter = int(weights.voters[weights.votes.voter[rows[pk]]])
            lines[voter, names_of((found if pk in found else known)[pk].reasons)] += 1
        for (voter, why), count in sorted(lines.items()):
            yield voter, f"{count} single votes weigh {words}: {why}"
