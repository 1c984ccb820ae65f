"""Asks people onto a jury, by user name or by a link that goes by mail."""

from collections.abc import Callable
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.challenges.models import OVER, Challenge, PhasedChallenge
from chartbusters.jury.models import Juror
from chartbusters.jury.noticing import ASKED, juror_tell
from chartbusters.jury.permitted import require_run
from chartbusters.jury.posting import post, site_mails
from chartbusters.jury.tokens import fresh_code, link_digest
from chartbusters.mail.addresses import is_mail_address
from chartbusters.web.errors import Refusal, still_there
from generation.rights import INVITE_JUROR, record
from generation.wording import clipped, line

MOST_JURORS = 100  # of one challenge
MOST_AT_ONCE = 50  # lines of an invitation
Address = Callable[[str, str], str]  # name of a page and what its link holds -> whole address
TWICE = "This person is on the jury already."


class Invited(NamedTuple):
    """What became of one line of an invitation: who was asked, a link where none was mailed, or the
    reason why nobody was."""

    line: str
    number: int | None
    link: str
    mailed: bool
    fault: str


def jurors_invite(*, challenge: Challenge, text: str, by: User, address: Address) -> list[Invited]:
    """Asks the people of a list, a user name or a mail address a line. One bad line does not stop
    the next.

    A link for an address goes there by mail and is shown to nobody; where the site sends no mail it
    is told here, this once. An address asked before gets a fresh link, and the one before is dead.
    """
    require_run(by=by, challenge=challenge, right=INVITE_JUROR)
    lines = [clipped(line(one), 254) for one in text.splitlines() if line(one)]
    if not 1 <= len(lines) <= MOST_AT_ONCE:
        message = f"Name 1 to {MOST_AT_ONCE} people, one a line. Nobody was asked."
        raise Refusal("invalid", message, field="people")
    return [_invited(one, challenge, by, address) for one in dict.fromkeys(lines)]


def _invited(name: str, challenge: Challenge, by: User, address: Address) -> Invited:
    try:
        with transaction.atomic():
            row = held(challenge)
            refuse_over(row)
            invite = _invite_address if "@" in name.lstrip("@") else _invite_person
            juror, link, mail = invite(row, name, by, address)
            record(by=by, row=juror, words=f"Asked onto the jury of {row.title}.")
            juror_tell(Juror.objects.select_related("challenge").get(pk=juror.pk), kind=ASKED)
            if mail:
                post(mail, "invitation", row, link=link or address("jury", row.slug))
    except Refusal as refusal:
        return Invited(name, None, "", False, refusal.message)
    return Invited(name, juror.number, "" if mail else link, bool(mail), "")


def held(challenge: Challenge) -> PhasedChallenge:
    """The challenge as it stands, locked: what changes its jury comes one after the other."""
    # Two that ask at once would draw the same number: the second waits here.
    rows = Challenge.objects.select_for_update(no_key=True).with_phase()
    return still_there(rows.filter(pk=challenge.pk).first())


def refuse_over(challenge: PhasedChallenge) -> None:
    if challenge.phase in OVER:
        message = "Judging ended with voting. Nobody was asked."
        raise Refusal("over", message, 409)


def _invite_person(
    challenge: Challenge, name: str, by: User, address: Address
) -> tuple[Juror, str, str]:
    """Asks somebody who has an account; they find it on the site, and in their mail."""
    named = User.objects.filter(username__iexact=name.lstrip("@"), is_active=True)
    person = named.first()
    if person is None:
        message = f"There is nobody of the user name {name} here. Give a mail address instead."
        raise Refusal("no_person", message, 404)
    juror = Juror.objects.filter(challenge=challenge, person=person).first()
    if juror is None:
        juror = _seated(challenge, by, person=person)
    elif juror.removed_at or juror.declined_at:
        _ask_again(juror, by)
    elif juror.accepted_at:
        raise Refusal("on_it", TWICE, 409)
    return juror, "", person.email if site_mails() else ""


def _ask_again(juror: Juror, by: User) -> None:
    Juror.objects.filter(pk=juror.pk).update(
        invited_at=Now(),
        invited_by=by,
        accepted_at=None,
        declined_at=None,
        removed_at=None,
        removed_because="",
        counts=True,
    )


def _invite_address(
    challenge: Challenge, email: str, by: User, address: Address
) -> tuple[Juror, str, str]:
    """Asks whoever reads the mail of an address, by a link."""
    if not is_mail_address(email):
        raise Refusal("no_address", f"{email} is no mail address.")
    known = Juror.objects.filter(challenge=challenge, email__iexact=email).first()
    juror = known or _seated(challenge, by, email=email.lower())
    code = fresh_code()
    Juror.objects.filter(pk=juror.pk).update(
        link=link_digest(code), invited_at=Now(), declined_at=None, removed_at=None, counts=True
    )
    return juror, address("jury-invited", code), email if site_mails() else ""


def _seated(challenge: Challenge, by: User, **who: User | str) -> Juror:
    highest = Juror.objects.filter(challenge=challenge).aggregate(highest=Max("number"))["highest"]
    if (highest or 0) >= MOST_JURORS:
        message = f"A jury has {MOST_JURORS} people at most."
        raise Refusal("too_many", message, 409)
    return Juror.objects.create(
        challenge=challenge, number=(highest or 0) + 1, invited_by=by, **who
    )
