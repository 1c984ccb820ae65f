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
    for session in living:
        session.browser = browser_named(session.user_agent)
    return sorted(living, key=lambda session: session.created_at, reverse=True)


BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
]
BROWSERS += [
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
]
SYSTEMS = [
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
]
SYSTEMS += [("CrOS", "ChromeOS"), ("Macintosh", "a Mac"), ("Linux", "Linux")]


def browser_named(user_agent: str) -> str:
    """What people know their browser by; the order matters, for most browsers claim to be the
    others too."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "A browser")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser


def sessions_sign_out(*, person: User, sessions: list[UserSession]) -> None:
    """From now on nobody comes in with them."""
    with transaction.atomic():
        for session in sessions:
            session.end()
        trace(act=Act.SESSION_ENDED, by=person, words=str(len(sessions)))
