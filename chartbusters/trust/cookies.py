"""The cookie by which a browser is known again, for some weeks: it holds a drawn number, signed,
and nothing of who was there."""

import logging
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from chartbusters.accounts.models import User
from chartbusters.trust.services.identity import browser_note

logger = logging.getLogger(__name__)
SALT = "trust.browser"
NOTED = "browser_noted"  # in the session: which browser, and on what day
DAY = 86_400
VOTING = ("vote", "api-ballots", "api-ballot-vote")  # names of addresses


class BrowserMiddleware:
    """Notes in which browser an account is used: when it signs in or up, and when it votes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = getattr(request, "seen_here", None) or _voter(request)
        if person is not None and settings.LINKED_DAYS > 0:
            _note(request, response, person)
        return response


def seen_here(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """For the signals of signing in and up."""
    if request is not None:
        request.seen_here = user  # type: ignore[attr-defined]


def _voter(request: HttpRequest) -> User | None:
    """Who votes by a session: a program with a token has no cookies that would tell anything."""
    match = request.resolver_match
    if match is None or match.url_name not in VOTING or getattr(request, "bearer", None):
        return None
    return request.user if isinstance(request.user, User) else None


def _note(request: HttpRequest, response: HttpResponse, person: User) -> None:
    number = _number(request)
    browser = _sealed(number)
    said = [browser, f"{timezone.now():%Y-%m-%d}", person.pk]
    if request.session.get(NOTED) == said:
        return  # once a day is enough
    try:
        browser_note(browser=browser, person=person)
    except DatabaseError:
        # What was asked for is done, and its answer ready: the next vote brings this again.
        logger.warning("a browser could not be noted", exc_info=True)
        return
    request.session[NOTED] = said
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps(number, salt=SALT),
        max_age=settings.LINKED_DAYS * DAY,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _number(request: HttpRequest) -> str:
    """What the cookie holds; a fresh one where there is none, or it is too old, or not ours."""
    text = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    try:
        return str(signing.loads(text, salt=SALT, max_age=timedelta(days=settings.LINKED_DAYS)))
    except signing.BadSignature:
        return secrets.token_hex(16)


def _sealed(number: str) -> str:
    """As the database keeps it: a copy of the rows makes no cookie."""
    return salted_hmac(SALT, number, algorithm="sha256").hexdigest()
