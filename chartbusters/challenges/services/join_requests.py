"""Asking to take part where that is for members, and the organisers' yes or no."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.asking_noticing import request_answer_tell, request_tell
from chartbusters.challenges.models import Challenge, JoinRequest, Member, Phase, Takes
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.selectors.challenges import phase_now
from chartbusters.challenges.selectors.join_requests import join_requests_waiting
from chartbusters.challenges.selectors.members import is_member
from chartbusters.challenges.services.members import challenge_held, member_add
from chartbusters.web.errors import Refusal, still_there
from generation.wording import line

LONGEST_WORDS = 200  # characters
MOST_WAITING = 500  # of one challenge
TAKEN_OFF = (
    "An organiser has taken you off the members of this challenge. Nothing was sent; ask them "
    "yourself."
)


def join_request_make(*, challenge: Challenge, person: User, words: str) -> JoinRequest:
    """Asks the organisers to let somebody take part, once."""
    said = line(words)
    if not 1 <= len(said) <= LONGEST_WORDS:
        message = f"Say in 1 to {LONGEST_WORDS} characters who you are. Nothing was sent."
        raise Refusal("invalid", message, field="words")
    with transaction.atomic():
        held = challenge_held(challenge)
        _refuse_asking(held, person)
        try:
            with transaction.atomic():
                made = JoinRequest.objects.create(challenge=held, person=person, words=said)
        except IntegrityError:
            message = "You have asked already, and may ask once. Their answer comes as a notice."
            raise Refusal("asked_already", message, 409) from None
        request_tell(made)
    return made


def _refuse_asking(challenge: Challenge, person: User) -> None:
    """The challenge is held: nobody counts the same places."""
    if phase_now(challenge=challenge) in (None, Phase.CLOSED):
        raise Refusal("over", "This challenge takes nobody in any more. Nothing was sent.", 409)
    if not challenge.may_ask or Takes.MEMBERS not in (challenge.entered_by, challenge.voted_by):
        message = "Its organisers do not take requests here. Nothing was sent."
        raise Refusal("no_requests", message, 409)
    if is_member(challenge=challenge.pk, person=person):
        raise Refusal("member_already", "You are a member already. Nothing was sent.", 409)
    taken_off = Q(challenge=challenge, person=person, removed_at__isnull=False)
    if Member.objects.filter(taken_off).exists():
        raise Refusal("taken_off", TAKEN_OFF, 403)
    if join_requests_waiting(challenge=challenge).count() >= MOST_WAITING:
        message = f"{MOST_WAITING} requests wait here already. Nothing was sent; try again later."
        raise Refusal("too_many", message, 409)


def join_request_answer(*, challenge: Challenge, pk: int, accept: bool, by: User) -> JoinRequest:
    """An organiser's yes, which makes a member, or no. Of two who answer at once the first has
    answered."""
    right_require(person=by, challenge=challenge, right=Right.PEOPLE)
    with transaction.atomic():
        held = challenge_held(challenge)
        mine = JoinRequest.objects.filter(challenge=held, pk=pk)
        answer = {"answered_at": Now(), "accepted": accept, "answered_by": by}
        answered = mine.filter(answered_at=None).update(**answer)
        request = still_there(mine.select_related("challenge", "person").first())
        if not answered:
            said = "accepted" if request.accepted else "declined"
            message = f"This request was {said} already. Nothing was changed."
            raise Refusal("answered_already", message, 409)
        if accept:
            member_add(challenge=held, person=request.person)
        request_answer_tell(request)
    return request
