"""A voter takes back the vote just cast: for ten seconds by the database's clock, before the next
pair, a few times, and only where no board has shown it."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Phase
from chartbusters.challenges.selectors import board_state
from chartbusters.voting.issuing import refuse_phase
from chartbusters.voting.models import Ballot, Turn, Vote, VoteUndo
from chartbusters.voting.selectors import undos_of
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.prepared_queries import Prepared

SECONDS = 10
MOST_UNDOS = 5  # of one voter in one challenge; the database holds to it


class _Moment(NamedTuple):
    """A challenge as it stood when a vote was cast."""

    phase: Phase
    now: datetime
    board_shows: str
    freezes_at: datetime | None
    undos: int


def undo_seconds(*, challenge: Challenge, cast_at: datetime, undos: int) -> int:
    """For how long a vote can be taken back by somebody who has taken back so many here; 0: not at
    all. Asks nothing of the database: this is told with every vote."""
    then = _Moment(Phase.VOTING, cast_at, challenge.board_shows, challenge.freezes_at, undos)
    if _why_not(then):
        return 0
    left = (challenge.voting_closes_at - cast_at).total_seconds()
    return max(0, min(SECONDS, int(left)))


def vote_undo(*, ballot: Ballot) -> Ballot:
    """Takes back the vote on a ballot; returns the same pair to be answered anew, on a ballot of
    its own on which all stands that was heard.

    Nothing can be learnt by it: the pair is the same, nobody's names are told, and where a board
    shows each vote at once (whoever looked would see which two entries moved) votes stand.
    """
    with transaction.atomic():
        # Neither the next pair nor the same undo may come between: they wait here.
        voter = still_there(
            User.objects.select_for_update(no_key=True).filter(pk=ballot.voter_id).first()
        )
        told = still_there(_TOLD.first(ballot.challenge_id, voter.pk))
        refuse_phase(told.phase if told.published else None)
        if why := _why_not(told):
            raise why
        _undone(_vote_standing(ballot), voter, told.undos + 1)
        return _opened_again(ballot.pk)


def _told(challenge: int, voter: int) -> QuerySet[Challenge, Any]:
    """A challenge by the database's clock, with the number of this voter's undos."""
    found = Challenge.objects.with_phase().filter(pk=challenge).annotate(undos=undos_of(voter))
    return found.values_list("phase", "now", "published", "board_shows", "freezes_at", "undos")


_TOLD = Prepared(_told, 4_611_686_018, 4_611_686_019)


def _why_not(told: Any) -> Refusal | None:
    if board_state(challenge=told).live:
        message = "The board here shows every vote at once, so votes stand. Yours is counted."
        return Refusal("board_is_live", message, 409)
    if told.undos >= MOST_UNDOS:
        message = (
            f"You have taken back {MOST_UNDOS} votes in this challenge, as many as one voter may. "
            "This one is counted."
        )
        return Refusal("too_many_undos", message, 409)
    return None


def _vote_standing(ballot: Ballot) -> Vote:
    """The vote on a ballot, if nothing has come after it. Raises `Refusal` else."""
    mine = Ballot.objects.filter(challenge=ballot.challenge_id, voter=ballot.voter_id)
    now = mine.values_list("number", flat=True).get(pk=ballot.pk)
    if now is not None and mine.filter(number__gt=now).exists():
        message = "You have taken the next pair, so the vote before it stands. It is counted."
        raise Refusal("gone_on", message, 409)
    young = Vote.objects.filter(
        ballot=ballot.pk, cast_at__gt=Now() - timedelta(seconds=SECONDS), voids=None, undo=None
    )
    if (vote := young.first()) is None:
        message = (
            f"A vote can be taken back once, within {SECONDS} seconds. Nothing was changed; take "
            "the next pair."
        )
        raise Refusal("too_late", message, 409)
    return vote


def _undone(vote: Vote, voter: User, number: int) -> None:
    VoteUndo.objects.create(vote=vote, challenge_id=vote.challenge_id, voter=voter, number=number)


def _opened_again(pk: Any) -> Ballot:
    """The pair of a ballot on a new one that takes its place: number, turns, and what was heard."""
    old = Ballot.objects.select_for_update(of=("self",)).get(pk=pk)
    Ballot.objects.filter(pk=pk).update(replaced_at=Now(), number=None)
    kept = {
        field.attname: getattr(old, field.attname)
        for field in Ballot._meta.concrete_fields
        if not field.primary_key
    }
    again = Ballot.objects.create(**kept)
    Turn.objects.filter(ballot=pk).update(ballot=again)
    return again
