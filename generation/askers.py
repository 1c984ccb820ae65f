"""Whose jobs a request may see: a person's, or those of a visitor's session."""

from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from rest_framework.request import Request

from generation import services

KEY = "jobs_key"


class Asker(NamedTuple):
    """The person, or None and the key under which the visitor's jobs are kept; empty while there
    are none."""

    user: AbstractBaseUser | None
    session_key: str
    network: str = ""  # from where they come, as the site's middleware has sealed it


def asker_of(request: Request, *, remember: bool = False) -> Asker:
    """Who asks. With `remember` a visitor gets a session, so that a new job can be found again.

    The key stands in the session's data because signing in changes the key of the session itself:
    so the jobs a visitor made become those of the person who has signed in.
    """
    session, network = request._request.session, getattr(request._request, "network", "")
    if request.user.is_authenticated:
        if key := session.pop(KEY, ""):
            services.jobs_adopt(owner=request.user, session_key=key)
        return Asker(request.user, "", network)
    if remember and KEY not in session:
        if not session.session_key:
            session.create()
        session[KEY] = session.session_key
    return Asker(None, session.get(KEY, ""), network)
