"""Who asks to take part, for organisers and for who asked."""

from typing import Any

from django.db.models import QuerySet

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, JoinRequest


def join_request_of(*, challenge: Any, person: User) -> JoinRequest | None:
    return JoinRequest.objects.filter(challenge=challenge.pk, person=person).first()


def join_requests_waiting(*, challenge: Challenge) -> QuerySet[JoinRequest]:
    """Those that nobody has answered, who asked first first."""
    waiting = JoinRequest.objects.filter(challenge=challenge, answered_at=None)
    return waiting.select_related("person").order_by("pk")
