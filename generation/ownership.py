"""Whose jobs a request may see: a person's, or those of a visitor's session."""

from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from rest_framework.request import Request

from generation import services

# In the session's data, because signing in changes the key of the session itself.
KEY = "jobs_key"


class Asker(NamedTuple):
    """The person, or None and the key under which the visitor's jobs are kept; empty while there
    are none."""

    user: AbstractBaseUser | None
    session_key: str
    network: str = ""  # from where they come, as the site's middleware has sealed it


def asker_of(request: Request) -> Asker:
    """Who asks."""
    network = getattr(request._request, "network", "")
    if request.user.is_authenticated:
        return Asker(request.user, "", network)
    return Asker(None, request._request.session.get(KEY, ""), network)


def asker_remember(request: Request) -> Asker:
    """The same. A visitor gets a session, so that a new job can be found again."""
    session = request._request.session
    if not request.user.is_authenticated and KEY not in session:
        if not session.session_key:
            session.create()
        session[KEY] = session.session_key
    return asker_of(request)


def jobs_bring_along(
    request: HttpRequest | None, user: AbstractBaseUser | None = None, **kwargs: Any
) -> None:
    """Jobs that a visitor made become those of the person who signs in. For the signal of signing
    in, by whatever door."""
    if request is not None and user is not None and (key := request.session.pop(KEY, "")):
        services.jobs_adopt(owner=user, session_key=key)
