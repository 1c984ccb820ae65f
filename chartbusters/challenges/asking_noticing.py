"""What people are told of requests to take part: kinds of notices, and who lets people in."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from chartbusters.accounts.models import User
from chartbusters.challenges.models import JoinRequest, Organiser, Role
from chartbusters.challenges.noticing import organisers
from chartbusters.notices.audiences import AUDIENCES
from chartbusters.notices.kinds import Kind, kinds_add
from chartbusters.notices.services import event_record

KINDS = (
    Kind(
        "join_requested",
        "somebody asks to take part in a challenge that you run",
        "Somebody asks to take part in {label}",
        mailed=True,
    ),
    Kind(
        "join_accepted",
        "organisers let you take part, as you asked",
        "You may take part in {label}",
        mailed=True,
    ),
    Kind(
        "join_declined",
        "organisers do not let you take part",
        "You cannot take part in {label}",
        mailed=True,
    ),
)


def connect() -> None:
    kinds_add(*KINDS)
    AUDIENCES.update(doorkeepers=doorkeepers)


def doorkeepers(key: str) -> QuerySet[User]:
    """Organisers who let people in; staff with the permission, where nobody else does."""
    rows = Organiser.objects.filter(challenge=int(key), role__in=[Role.OWNER, Role.MODERATOR])
    return User.objects.filter(pk__in=rows.values("person")) if rows else organisers(key)


def request_tell(request: JoinRequest) -> None:
    """Organisers, once a day however many ask."""
    challenge = request.challenge
    event_record(
        kind="join_requested",
        key=f"{challenge.pk}:{timezone.now():%Y-%m-%d}",
        label=challenge.title,
        address=reverse("desk-people", args=[challenge.slug]),
        audience=f"doorkeepers:{challenge.pk}",
    )


def request_answer_tell(request: JoinRequest) -> None:
    """Who asked, with the answer."""
    event_record(
        kind="join_accepted" if request.accepted else "join_declined",
        key=str(request.pk),
        label=request.challenge.title,
        address=request.challenge.get_absolute_url(),
        audience=f"person:{request.person_id}",
    )
