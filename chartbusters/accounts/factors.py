"""The second factor: whether this session has shown it, and to which page leads what is missing.

Staff act with it only: everywhere where STAFF_FACTOR demands it, and whoever has turned one on even
where it does not.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from generation.rights import acting

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
PROVEN, SEEN = "proven_at", "staff_seen_at"  # in the session
NOTED_EVERY = 60  # seconds
SCHEMES = ("token", "bearer")


def has_factor(person: Any) -> bool:
    return bool(is_mfa_enabled(person, FACTORS))


def factor_shown(request: HttpRequest) -> bool:
    """Whether a code of the second factor was accepted in this very session."""
    return any(
        record["method"] == "mfa" for record in get_authentication_records(request, request.user)
    )  # type: ignore[arg-type]


def proven_at(request: HttpRequest) -> float:
    """When somebody last proved in this session who they are: by signing in, or later by password
    or factor."""
    return float(request.session.get(PROVEN, 0))


def is_stale(request: HttpRequest) -> bool:
    """Whether a session is too old, or was left alone too long, to act for the site."""
    now, proven = time.time(), proven_at(request)
    seen = max(proven, float(request.session.get(SEEN, 0)))
    return (
        now - proven > settings.STAFF_SESSION_MINUTES * 60
        or now - seen > settings.STAFF_IDLE_MINUTES * 60
    )


def note_presence(request: HttpRequest) -> None:
    """Notes once a minute that somebody is there: not every look at a page is to write a row."""
    if time.time() - float(request.session.get(SEEN, 0)) > NOTED_EVERY:
        request.session[SEEN] = time.time()


def note_proof(request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None:
        request.session[PROVEN] = time.time()


def missing_step(request: HttpRequest) -> str | None:
    """Address of the page where somebody makes good what staff need; None when nothing is
    missing."""
    factor = has_factor(request.user)
    if settings.STAFF_FACTOR and not factor:
        return reverse("mfa_activate_totp")
    shown = not factor or factor_shown(request)
    return None if shown and not is_stale(request) else proof_address(request.user)


def proof_address(person: Any) -> str:
    """Where the strongest proof that this person can give is asked for."""
    methods = get_adapter().get_reauthentication_methods(person)
    return str(methods[0]["url"]) if methods else reverse("account_logout")


def by_token(request: HttpRequest) -> bool:
    return request.headers.get("Authorization", "").partition(" ")[0].lower() in SCHEMES


def may_act_as_staff(request: HttpRequest) -> bool:
    """A token has no second factor and no face: it does what its person may do as anybody, and
    nothing of staff."""
    return not by_token(request) and missing_step(request) is None


class StaffProofMiddleware:
    """Rights of staff are asked for by services, which know no request: here they are told what it
    has proven."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with acting(proven=lambda: may_act_as_staff(request)):
            return self.get_response(request)


def going_to(address: str, then: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{address}?{urlencode({'next': then})}")


def factor_first(view: Callable[..., Any]) -> Callable[..., Any]:
    """Asks whoever has a factor for it before the page opens. A form is not kept meanwhile: it may
    hold passwords."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        person = request.user
        if (
            person.is_authenticated
            and has_factor(person)
            and not did_recently_reauthenticate(request)
        ):
            return going_to(proof_address(person), request.path)
        return view(request, *args, **kwargs)

    return guarded


def note_new_factor(
    request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever turns it on has just typed a code of it, so this session has shown it."""
    if authenticator.type in FACTORS:
        record_authentication(
            request, user, method="mfa", id=authenticator.pk, type=authenticator.type
        )
