"""Reminds jurors of what is due."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Phase
from chartbusters.jury import selectors
from chartbusters.jury.models import Juror
from chartbusters.jury.noticing import DUE, juror_tell
from chartbusters.jury.permitted import require_run
from chartbusters.jury.posting import post, site_mails
from chartbusters.jury.services.inviting import Address, held
from chartbusters.web.errors import Refusal
from generation.rights import REMIND_JUROR, record

REMIND_AGAIN_AFTER = timedelta(hours=20)


def juror_remind(*, juror: Juror, by: User, address: Address) -> bool:
    """Sends a mail of what is due; whether it did. Once a day at most, and nobody who has done
    all."""
    require_run(by=by, challenge=juror.challenge, right=REMIND_JUROR)
    if not site_mails():
        message = "This site sends no mail, so nobody was reminded. Tell them yourself."
        raise Refusal("no_mail", message, 409)
    with transaction.atomic():
        challenge = held(juror.challenge)
        if challenge.phase != Phase.VOTING:
            message = "Nothing can be judged now, so nobody was reminded."
            raise Refusal("not_judging", message, 409)
        return _remind(juror, challenge, by, address)


def _remind(juror: Juror, challenge: Challenge, by: User, address: Address) -> bool:
    progress = selectors.progress_of(juror=juror)
    if juror.person is None or not juror.person.email or not progress.left:
        return False
    rested = Q(reminded_at=None) | Q(reminded_at__lt=Now() - REMIND_AGAIN_AFTER)
    due = selectors.jurors_sitting().filter(pk=juror.pk)
    if not due.filter(rested).update(reminded_at=Now()):
        return False
    juror_tell(due.select_related("challenge").get(), kind=DUE)
    link = address("jury", challenge.slug)
    post(
        juror.person.email, "reminder", challenge, link=link, judged=progress.judged, of=progress.of
    )
    record(by=by, row=juror, words=f"Reminded: {progress.judged} of {progress.of} judged.")
    return True


def jurors_remind(*, challenge: Challenge, by: User, address: Address) -> int:
    """Reminds everybody of a jury who has something left; returns how many."""
    seats = selectors.jurors_seated(challenge=challenge)
    due = [seat.juror for seat in seats if seat.juror.state == "judging" and seat.progress.left]
    require_run(by=by, challenge=challenge, right=REMIND_JUROR)
    return sum(juror_remind(juror=juror, by=by, address=address) for juror in due)
