"""Everything that changes ballots and votes. Votes are facts: they are added, and voided by a
further fact."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Entry
from chartbusters.voting import selectors
from chartbusters.voting.casting import Wish, cast_together, may_gather
from chartbusters.voting.gathering import Gathering
from chartbusters.voting.issuing import (
    ballot_issue,
    count_exposures,
    days_forget,
    refuse_phase,
    refuse_withdrawn,
)
from chartbusters.voting.models import Ballot, Outcome, Vote, VoteVoid
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line
from generation.rights import VOID_VOTE, record, require

__all__ = [
    "ballot_heard",
    "ballot_issue",
    "ballot_skip",
    "ballots_forget",
    "days_forget",
    "exposures_recount",
    "vote_cast",
    "vote_restore",
    "vote_void",
]

LONGEST_REASON = 500
LONGEST_MS = 3_600_000  # an hour of one side: no song is longer
VOTED = "You have voted on this pair. The first vote stands; take the next pair."
Side = Literal["a", "b"]


def ballot_heard(*, ballot: Ballot, side: Side, ms: int) -> Ballot:
    """Takes down that the voter has heard `ms` of one side in all.

    No more is believed than the time that has passed since the ballot was issued, by the database's
    clock, for both sides together: two songs cannot be listened to at once.
    """
    if side not in ("a", "b"):
        raise Refusal("invalid", "A pair has the sides a and b.", field="side")
    if type(ms) is not int or not 0 <= ms <= LONGEST_MS:
        raise Refusal(
            "out_of_range", f"Listening is told in milliseconds, 0 to {LONGEST_MS:,}.", field="ms"
        )
    with transaction.atomic():
        # Reports of both sides may come together; each must see the other's milliseconds.
        rows = Ballot.objects.select_for_update(of=("self",)).select_related("entry_a", "entry_b")
        locked = still_there(rows.annotate(now=Now()).filter(pk=ballot.pk).first())
        # Told while it is heard, and not when all was heard for nothing.
        refuse_withdrawn(locked.entry_a.withdrawn_at, locked.entry_b.withdrawn_at)
        passed = _milliseconds(locked.issued_at, locked.now)
        other = locked.heard_ms_b if side == "a" else locked.heard_ms_a
        field = f"heard_ms_{side}"
        believed = max(getattr(locked, field), min(ms, passed - other))
        setattr(locked, field, max(0, believed))
        if ms and not locked.heard_first:
            locked.heard_first = side
        locked.heard_at = locked.now
        locked.save(update_fields=[field, "heard_first", "heard_at"])
    return locked


def _milliseconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() * 1000)


def vote_cast(*, ballot: Ballot, outcome: str, network: str = "") -> Vote:
    """The voter's word on a ballot, once; `network` is where it came from, sealed. Raises `Refusal`
    before enough was heard, after the end, or a second time. When this returns it is committed,
    unless the caller has a transaction open."""
    if outcome not in Outcome.values:
        raise Refusal("invalid", f"A vote is one of {', '.join(Outcome.values)}.", field="outcome")
    wish = Wish(ballot.pk, ballot.challenge_id, outcome, network)
    if may_gather():
        cast = _TOGETHER.done(wish)
        if isinstance(cast, Refusal):
            raise cast
        if cast is not None:
            return cast
    return _vote_alone(wish)


def _votes_gathered(wishes: Sequence[Wish]) -> list[Vote | Refusal | None]:
    if len(wishes) > 1:
        return cast_together(wishes, _refuse_uncountable)
    try:
        return [_vote_alone(wishes[0])]
    except Refusal as refusal:
        return [refusal]


_TOGETHER = Gathering(_votes_gathered)


def _vote_alone(wish: Wish) -> Vote:
    try:
        with transaction.atomic():
            # Held: a skip at the same moment would leave a ballot both skipped and cast.
            held = still_there(selectors.ballot_held(pk=wish.ballot))
            _refuse_uncountable(held)
            # Cast when it was found to be in time: voting may be ended while we look at the rest.
            return Vote.objects.create(
                challenge_id=wish.challenge,
                ballot_id=wish.ballot,
                outcome=wish.outcome,
                network=wish.network,
                cast_at=held.now,
            )
    except IntegrityError:
        raise Refusal("already_voted", VOTED, 409) from None


def _refuse_uncountable(held: Any) -> None:
    """`held` is what `selectors.ballot_held` tells of a ballot."""
    if held.skipped_at is not None:
        raise Refusal(
            "skipped", "You skipped this pair. Nothing was counted; take the next one.", 409
        )
    refuse_phase(held.phase if held.challenge__published else None)
    refuse_withdrawn(held.entry_a__withdrawn_at, held.entry_b__withdrawn_at)
    asked = held.challenge__listening_ms or settings.VOTING_REQUIRED_MS
    _refuse_unheard("A", held.entry_a__length_ms, held.heard_ms_a, asked)
    _refuse_unheard("B", held.entry_b__length_ms, held.heard_ms_b, asked)


def _refuse_unheard(side: str, length_ms: int, heard_ms: int, asked_ms: int) -> None:
    missing = selectors.required_ms(length_ms=length_ms, listening_ms=asked_ms) - heard_ms
    if missing > 0:
        message = (
            f"Listen to {side} for {missing / 1000:.0f} more seconds first. Nothing was "
            "counted yet."
        )
        raise Refusal("not_heard", message, 409, f"heard_ms_{side.lower()}")


def ballot_skip(*, ballot: Ballot) -> None:
    """Puts a pair aside for good; it is written down, and allowed a few times only."""
    with transaction.atomic():
        # Counting and skipping must not interleave with another skip of the same voter.
        still_there(User.objects.select_for_update(no_key=True).filter(pk=ballot.voter_id).first())
        skipped = Ballot.objects.filter(
            challenge=ballot.challenge_id, voter=ballot.voter_id, skipped_at__isnull=False
        )
        if skipped.exclude(pk=ballot.pk).count() >= selectors.MOST_SKIPS:
            raise Refusal(
                "too_many_skips",
                f"You have skipped {selectors.MOST_SKIPS} pairs; please vote on this one.",
                409,
            )
        # Held, and the vote looked for only then: one that is just being cast holds it too, and
        # comes first.
        held = still_there(selectors.ballot_held(pk=ballot.pk))
        if Vote.objects.filter(ballot=ballot.pk).exists():
            raise Refusal("already_voted", VOTED, 409)
        refuse_withdrawn(held.entry_a__withdrawn_at, held.entry_b__withdrawn_at)
        if held.skipped_at is None:
            Ballot.objects.filter(pk=ballot.pk).update(skipped_at=Now())
            count_exposures((held.entry_a_id, held.entry_b_id), -1)


def ballots_forget(*, voter: User) -> int:
    """Removes the pairs that a voter was given and never judged; votes stay, they are counted.
    Returns how many."""
    with transaction.atomic():
        mine = Ballot.objects.filter(voter=voter)
        # A vote that is just being cast holds its ballot: we wait for it, and then see it.
        list(mine.select_for_update(of=("self",)).values_list("pk", flat=True))
        unjudged = mine.filter(vote=None)
        for pair in unjudged.filter(skipped_at=None).values_list("entry_a_id", "entry_b_id"):
            count_exposures(pair, -1)
        return unjudged.delete()[0]


def exposures_recount() -> int:
    """Counts anew on how many ballots the entries of every running vote stand; returns how many
    were told wrong."""
    return sum(_recounted(challenge) for challenge in selectors.challenges_in_voting())


def _recounted(challenge: Challenge) -> int:
    with transaction.atomic():
        # Ballots that come or go meanwhile wait with their counting until ours is done, or are
        # done, and counted.
        entries = list(
            Entry.objects.filter(challenge=challenge).select_for_update(no_key=True).order_by("pk")
        )
        counted = selectors.exposures_counted(challenge=challenge)
        wrong = [entry for entry in entries if entry.exposures != counted[entry.pk]]
        for entry in wrong:
            entry.exposures = counted[entry.pk]
        Entry.objects.bulk_update(wrong, ["exposures"], batch_size=200)
    return len(wrong)


def vote_void(*, vote: Vote, by: User, reason: str) -> VoteVoid:
    """Stops a vote from counting, and says who did it and why. The vote stays."""
    require(by, VOID_VOTE)
    return _say(vote, by, _reason(reason, "Say why this vote is not to count."), counts=False)


def vote_restore(*, vote: Vote, by: User, reason: str) -> VoteVoid | None:
    """Lets a vote count again that was voided, by a further word; None where nobody voided it."""
    require(by, VOID_VOTE)
    reason = _reason(reason, "Say why this vote is to count again.")
    return _say(vote, by, reason, counts=True) if vote.voids.exists() else None


def _reason(text: str, missing: str) -> str:
    if reason := fitting_line(text, most=LONGEST_REASON, field="reason"):
        return reason
    raise Refusal("no_reason", missing, field="reason")


def _say(vote: Vote, by: User, reason: str, *, counts: bool) -> VoteVoid:
    """The last word on a vote, which is a new one unless it says so already."""
    with transaction.atomic():
        # Two at once must not both find the same last word: the second waits here.
        still_there(Vote.objects.select_for_update(no_key=True).filter(pk=vote.pk).first())
        last = VoteVoid.objects.filter(vote=vote).order_by("-number").first()
        if last is not None and last.counts == counts:
            return last
        number = last.number + 1 if last else 1
        said = VoteVoid.objects.create(vote=vote, number=number, by=by, reason=reason)
        record(by=by, row=vote, words=f"{'Counts again' if counts else 'Voided'}: {reason}")
    return said
