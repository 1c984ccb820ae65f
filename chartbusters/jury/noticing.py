"""What jurors are told behind their bell, beside the mails that they get."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.jury.models import Juror, JuryRound
from chartbusters.notices.audiences import AUDIENCES
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record

ASKED, DUE, ROUND = "jury_invited", "jury_reminded", "jury_round"
KINDS = (  # the first two are mailed by this room
    Kind(ASKED, "you are asked onto a jury", "Will you judge {label}?", mailed=None),
    Kind(DUE, "songs wait for your judgement", "Songs in {label} wait for you", mailed=None),
    Kind(ROUND, "your jury has a final round", "Order the finalists of {label}", mailed=True),
)


def connect() -> None:
    kinds_add(*KINDS)
    AUDIENCES["jurors"] = jurors


def jurors(key: str) -> QuerySet[User]:
    seated = Juror.objects.filter(
        challenge=int(key), removed_at=None, declined_at=None, accepted_at__isnull=False
    )
    return User.objects.filter(pk__in=seated.values("person"))


def juror_tell(juror: Juror, *, kind: str) -> None:
    """Once for each time that they were asked or reminded; nobody, while the seat is a link in a
    mail."""
    if juror.person_id is None:
        return
    at: datetime = getattr(juror, "invited_at" if kind == ASKED else "reminded_at")
    event_record(
        kind=kind,
        key=f"{juror.pk}:{at.isoformat()}",
        label=juror.challenge.title,
        address=reverse("jury", args=[juror.challenge.slug]),
        audience=f"person:{juror.person_id}",
    )


def round_tell(opened: JuryRound) -> None:
    """All who sit on the jury, of a final round that was opened."""
    event_record(
        kind=ROUND,
        key=str(opened.pk),
        label=opened.challenge.title,
        address=reverse("jury-round", args=[opened.challenge.slug]),
        audience=f"jurors:{opened.challenge_id}",
    )
