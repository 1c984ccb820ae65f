"""The cookies by which a browser keeps its seats in classes: a drawn secret, and nothing of who
learns there. They go to the pages of capsules and their API alone, so that all others stay the same
for all visitors."""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from chartbusters.learning.selectors import Holder
from chartbusters.web.identity import person_of

PLACES = {"seat": "/learn/", "seat_told": "/api/v1/learning/"}  # name: where it is sent to
DAYS = 400  # as long as a class may be open, and browsers keep none longer
_SECRET = re.compile(r"[\w-]{43}", re.ASCII)


def secret_of(request: HttpRequest) -> str:
    """What this browser holds; empty where it has no seat."""
    found = (request.COOKIES.get(name, "") for name in PLACES)
    return next((secret for secret in found if _SECRET.fullmatch(secret)), "")


def fresh_secret() -> str:
    return secrets.token_urlsafe(32)


def holder_of(request: HttpRequest, secret: str = "") -> Holder:
    """Who learns here, by `secret` where the browser was given one just now."""
    known = secret or secret_of(request)
    return Holder(person_of(request), _sealed(known) if known else "")


def _sealed(secret: str) -> str:
    """As the database keeps it: a copy of the rows makes no cookie."""
    return salted_hmac("learning.seat", secret, algorithm="sha256").hexdigest()


def seats_remember(response: HttpResponse, secret: str) -> None:
    for name, path in PLACES.items():
        response.set_cookie(
            name,
            secret,
            max_age=DAYS * 86_400,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def seats_forget(response: HttpResponse) -> None:
    """Somebody else uses this browser now; the seats stay in their classes."""
    for name, path in PLACES.items():
        response.delete_cookie(name, path=path, samesite="Lax")
