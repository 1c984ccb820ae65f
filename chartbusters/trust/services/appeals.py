"""Questions of people whose votes were voided, and what staff answer."""

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace
from chartbusters.trust.models import Appeal, WeighedChallenge
from chartbusters.trust.noticing import answer_tell
from chartbusters.trust.services.telling import organisers_mail, person_mail
from chartbusters.voting.selectors import voids_in_force
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_prose
from generation.rights import DECIDE_WEIGHTS, record, require

LONGEST_WORDS = 2000


def appeal_make(*, challenge: Challenge, person: User, words: str) -> Appeal:
    """Asks staff why votes were voided, or says what they do not know. Raises `Refusal`."""
    words = _words(words, "words", "Write what staff should know. Nothing was sent.")
    mine = voids_in_force().filter(vote__challenge=challenge, vote__ballot__voter=person)
    if not mine.exists():
        message = "None of your votes in this challenge is void. There is nothing to ask about."
        raise Refusal("nothing_void", message, 409)
    try:
        with transaction.atomic():
            appeal = Appeal.objects.create(challenge=challenge, person=person, words=words)
            organisers_mail(kind="asked", words={"challenge": challenge.title, "words": words})
            return appeal
    except IntegrityError:
        message = (
            "You have asked already, and your words are kept. Staff answer on this page; then you "
            "may ask again."
        )
        raise Refusal("asked_already", message, 409) from None


def appeal_answer(*, appeal: Appeal, by: User, answer: str) -> Appeal:
    """Answers a question, once. The answer changes no weight: that is a word of its own."""
    require(by, DECIDE_WEIGHTS)
    if appeal.person_id == by.pk:
        message = "This is your own question: let another organiser answer it."
        raise Refusal("own_question", message, 403)
    answer = _words(answer, "answer", "Write an answer. Nothing was sent.")
    with transaction.atomic():
        waiting = Appeal.objects.filter(pk=appeal.pk, answered_at=None)
        if not waiting.update(answer=answer, answered_by=by, answered_at=Now()):
            message = "Another organiser has just answered it. Yours was not sent."
            raise Refusal("answered", message, 409)
        appeal.refresh_from_db()
        row = WeighedChallenge(pk=appeal.challenge_id, title=appeal.challenge.title)
        record(by=by, row=row, words=f"Answered {appeal.person.username}: {answer[:200]}")
        trace(act=Act.WEIGHED, by=by, to=appeal.person, row=appeal, words="answered a question")
        words = {"challenge": appeal.challenge.title, "answer": answer}
        person_mail(person=appeal.person, kind="answered", words=words)
        answer_tell(appeal)
    return appeal


def _words(text: str, field: str, missing: str) -> str:
    if words := fitting_prose(text, most=LONGEST_WORDS, field=field):
        return words
    raise Refusal("no_words", missing, field=field)
