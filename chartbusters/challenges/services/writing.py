"""Organisers write to the people of a challenge."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Letter
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.notices.services import event_record
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_prose, needed_line
from generation.rights import record

LONGEST_SUBJECT, LONGEST_TEXT = 120, 2000
APART = timedelta(hours=3)  # two letters of one challenge


class Addressees(NamedTuple):
    """`audience` as notices know it, without the challenge."""

    words: str
    audience: str


ADDRESSEES = {
    "entrants": Addressees("everybody who has an entry in it", "entrants"),
    "not entered yet": Addressees(
        "who entered challenges of the same owners before, and not this one", "absent"
    ),
    "voters": Addressees("everybody who has voted", "voters"),
    "jurors": Addressees("the jury", "jurors"),
    "all": Addressees("all who entered, voted or judge", "entrants voters jurors"),
}


def organisers_write(*, challenge: Challenge, by: User, to: str, subject: str, text: str) -> Letter:
    """Words to all of one kind: behind the bell, and by mail for who wishes. Raises `Refusal`.

    Those who run the challenge are told too, so that all know what was said.
    """
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    if to not in ADDRESSEES:
        message = f"Write to one of: {', '.join(ADDRESSEES)}. Nothing was sent."
        raise Refusal("unknown_addressees", message, field="to")
    subject = needed_line(subject, most=LONGEST_SUBJECT, field="subject")
    text = fitting_prose(text, most=LONGEST_TEXT, field="text")
    if not text:
        raise Refusal("no_words", "Write something. Nothing was sent.", field="text")
    with transaction.atomic():
        _refuse_soon(challenge)
        letter = Letter.objects.create(
            challenge=challenge, by=by, to=to, subject=subject, text=text
        )
        _send(letter)
        record(by=by, row=challenge, words=f"Wrote to {to}: {subject}")
    return letter


def _refuse_soon(challenge: Challenge) -> None:
    # Two organisers at once would both find that nobody has written: the second waits here.
    still_there(Challenge.objects.select_for_update(no_key=True).filter(pk=challenge.pk).first())
    if Letter.objects.filter(challenge=challenge, at__gt=Now() - APART).exists():
        message = (
            "A letter has gone out from this challenge within three hours. People get one at a "
            "time; yours was not sent. Keep its words, and send it later."
        )
        raise Refusal("too_soon", message, 429, retry_after=int(APART.total_seconds()))


def _send(letter: Letter) -> None:
    names = f"{ADDRESSEES[letter.to].audience} organisers"
    event_record(
        kind="letter",
        key=str(letter.pk),
        label=f"{letter.challenge.title}: {letter.subject}",
        address=letter.challenge.get_absolute_url(),
        audience=" ".join(f"{name}:{letter.challenge_id}" for name in names.split()),
        data={"words": letter.text},
    )
