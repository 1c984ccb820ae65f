"""Where somebody is signed in: noted when they come in, shown to them, and ended one by one."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.trail.models import Act
from chartbusters.trail.services import trace


def session_note(request: HttpRequest | None, **kwargs: Any) -> None:
    """Notes from where a session is used. For the signal of signing in, by whatever door."""
    if request is not None and request.META.get("REMOTE_ADDR"):
        UserSession.objects.create_from_request(request)


def sessions_of(*, person: User) -> list[UserSession]:
    """Those that still open the door, the newest first."""
    living = UserSession.objects.purge_and_list(person)
    return sorted(living, key=lambda session: session.created_at, reverse=True)


def sessions_sign_out(*, person: User, sessions: list[UserSession]) -> None:
    """From now on nobody comes in with them."""
    with transaction.atomic():
        for session in sessions:
            session.end()
        trace(act=Act.SESSION_ENDED, by=person, words=str(len(sessions)))
