"""Late links: one person may still enter after entries closed, until a moment, once."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_by_name
from chartbusters.challenges.late_codes import fresh_code, late_digest
from chartbusters.challenges.models import (
    Challenge,
    ChallengeNote,
    Entry,
    LateLink,
    PhasedChallenge,
)
from chartbusters.challenges.noticing import late_tell, note_tell
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.web.errors import Refusal, still_there
from generation.wording import line

MOST_LATE = 100  # links of one challenge
LATE_CLOSED = (
    "This late link does not let you enter: it is for somebody else, was used, was taken back, or "
    "its time is over. Your song is safe and was not entered; ask the organisers."
)


def late_link_give(
    *, challenge: Challenge, username: str, until: datetime, by: User
) -> tuple[LateLink, str]:
    """A link for one person, and its code, which nobody can tell again. One that they had before
    ends. Everybody reads on the challenge's page how many were given, and not to whom."""
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    person = person_by_name(username=line(username).removeprefix("@"))
    if person is None:
        message = "There is nobody of this user name here. Nothing was given."
        raise Refusal("no_person", message, 404, "username")
    code = fresh_code()
    with transaction.atomic():
        held = _held(challenge)
        _refuse_moment(held, until)
        mine = LateLink.objects.filter(challenge=held, person=person)
        mine.filter(used_at=None, ended_at=None).update(ended_at=Now())
        link = LateLink.objects.create(
            challenge=held, person=person, digest=late_digest(code), until=until, made_by=by
        )
        _tell(held, until)
        late_tell(link)
    return link, code


def _held(challenge: Challenge) -> PhasedChallenge:
    # Two organisers at once would count the same links, and so does a moved end of voting.
    rows = Challenge.objects.select_for_update(no_key=True).with_phase()
    return still_there(rows.filter(pk=challenge.pk).first())


def _refuse_moment(challenge: PhasedChallenge, until: datetime) -> None:
    earliest = max(challenge.now, challenge.entries_close_at)
    if not earliest < until < challenge.voting_closes_at:
        message = (
            "A late link ends after now and after the end of entries, and before the end of "
            f"voting, {challenge.voting_closes_at:%-d %b %Y %H:%M} UTC. Nothing was given."
        )
        raise Refusal("out_of_range", message, 409, "until")
    if LateLink.objects.filter(challenge=challenge).count() >= MOST_LATE:
        message = f"A challenge gives {MOST_LATE} late links at most. Move the end of entries."
        raise Refusal("too_many", message, 409)


def _tell(challenge: Challenge, until: datetime) -> None:
    given = LateLink.objects.filter(challenge=challenge).count()
    text = (
        f"One person was given until {until:%-d %b %Y %H:%M} UTC to enter. Late links given so "
        f"far: {given}."
    )
    note_tell(ChallengeNote.objects.create(challenge=challenge, text=text))


def late_link_end(*, challenge: Challenge, pk: int, by: User) -> None:
    """Takes a link back that nobody has used."""
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    unused = LateLink.objects.filter(challenge=challenge, pk=pk, used_at=None, ended_at=None)
    unused.update(ended_at=Now())


def late_link_use(*, challenge: Challenge, maker: User, code: str) -> None:
    """Uses a link up, in the transaction that enters. Raises `Refusal` where it lets nobody in."""
    # One statement by the database's clock, so that of two windows one uses it.
    alive = LateLink.objects.filter(
        challenge=challenge,
        person=maker,
        digest=late_digest(code),
        used_at=None,
        ended_at=None,
        until__gt=Now(),
    )
    if not alive.update(used_at=Now()):
        raise Refusal("late_closed", LATE_CLOSED, 409, "late")


def late_link_keep(*, entry: Entry, code: str) -> None:
    """Writes down which entry came by it."""
    LateLink.objects.filter(digest=late_digest(code)).update(entry=entry)
