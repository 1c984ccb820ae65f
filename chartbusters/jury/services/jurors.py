"""What those say who were asked onto a jury; taking somebody off it; what goes when they leave."""

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, Now

from chartbusters.accounts.models import User
from chartbusters.jury.models import LONGEST_REASON, Juror, JurySheet
from chartbusters.jury.permitted import require_run
from chartbusters.jury.services.inviting import held, refuse_over
from chartbusters.web.errors import Refusal
from chartbusters.web.wording import fitting_line
from generation.rights import REMOVE_JUROR, record

NOT_INVITED = (
    "You are not invited to this jury, or the invitation was taken back. Nothing was done."
)
JUDGED = (
    "You have judged entries already, and what you submitted counts. An organiser can take you off "
    "the jury."
)


def juror_accept(*, juror: Juror, person: User) -> Juror:
    """The word of somebody who was asked that they will judge; by a link that went by mail it takes
    the seat for them. Twice is as good as once."""
    try:
        with transaction.atomic():
            refuse_over(held(juror.challenge))
            accepted = Coalesce("accepted_at", Now())
            return _answered(juror, person, accepted_at=accepted, declined_at=None)
    except IntegrityError:
        message = "You are on this jury, or asked onto it, already. The link was left as it is."
        raise Refusal("on_it", message, 409) from None


def juror_decline(*, juror: Juror, person: User) -> Juror:
    """The word of somebody who was asked that they will not judge. Who has judged goes on until an
    organiser removes them."""
    try:
        with transaction.atomic():
            refuse_over(held(juror.challenge))
            if juror.sheets.filter(submitted_at__isnull=False).exists() or juror.orders.exists():
                raise Refusal("has_judged", JUDGED, 409)
            return _answered(juror, person, accepted_at=None, declined_at=Now())
    except IntegrityError:
        message = "You are asked onto this jury under your user name too. Answer that instead."
        raise Refusal("on_it", message, 409) from None


def _answered(juror: Juror, person: User, **said: object) -> Juror:
    """One statement, so that of two with the same link one gets the seat, and nobody who was
    removed at this very moment."""
    theirs = Q(person=person) | Q(person=None, link=juror.link, link__isnull=False)
    seats = Juror.objects.filter(theirs, pk=juror.pk, removed_at=None)
    if not seats.update(person=person, email="", link=None, **said):
        raise Refusal("not_invited", NOT_INVITED, 404)
    juror.refresh_from_db()
    return juror


def juror_remove(*, juror: Juror, by: User, reason: str, counts: bool) -> Juror:
    """Takes somebody off a jury, at any time. Nothing that they submitted is deleted: it goes on
    counting, or is set aside, as `counts` says. Saying it again changes that."""
    require_run(by=by, challenge=juror.challenge, right=REMOVE_JUROR)
    reason = fitting_line(reason, most=LONGEST_REASON, field="reason")
    if not reason:
        raise Refusal("no_reason", "Say why. Nothing was changed.", field="reason")
    with transaction.atomic():
        held(juror.challenge)
        rows = Juror.objects.filter(pk=juror.pk)
        rows.update(removed_at=Now(), removed_because=reason, counts=counts, link=None)
        kept = "what was submitted counts" if counts else "what was submitted is set aside"
        record(by=by, row=juror, words=f"Taken off the jury, {kept}: {reason}")
    juror.refresh_from_db()
    return juror


def jurors_forget(*, person: User, addresses: Collection[str]) -> None:
    """What goes when somebody leaves: invitations, drafts, comments. Levels that they submitted
    and orders of final rounds stay, because results are computed from them."""
    for address in addresses:
        Juror.objects.filter(email__iexact=address).delete()
    mine = JurySheet.objects.filter(juror__person=person)
    mine.filter(submitted_at=None, reopenings=None).delete()
    mine.update(comment="")
    Juror.objects.filter(person=person, sheets=None, orders=None).delete()
