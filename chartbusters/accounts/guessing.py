"""Guessing passwords: tries are counted for each account, each network and each device.

Who has signed in on a device before is known there by a sealed cookie, and counted alone (OWASP
calls it a device cookie): strangers who type wrong passwords for a name make other strangers wait,
and never its owner. Beyond the limit an account is slowed for unknown devices and not locked.
Forgotten passwords can be reset all the while.
"""

import hashlib
import logging
import secrets
from collections.abc import Callable
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from chartbusters.accounts.models import User
from chartbusters.accounts.selectors import person_signing_in
from chartbusters.web.errors import Refusal
from chartbusters.web.identity import client_address, network_of
from chartbusters.web.rates import Rate
from chartbusters.web.windows import use_in_window, window_key

logger = logging.getLogger(__name__)
SLOW = 60  # seconds in which a slowed account takes one try of a network, and a few of all together
SLOW_TRIES = 3
MOST_ON_DEVICE = 8  # people whom one device knows; a school's computer has many
YEAR = 365 * 86_400
SALT = "accounts.device"
NETWORK = (
    "Too many wrong passwords have come from your network. Nothing is locked: wait and try "
    "again, use a device on "
    "which you have signed in before, or reset the password."
)
ACCOUNT = (
    "Many wrong passwords were typed for this name on devices that it does not know. Nothing "
    "is locked: try again in a "
    "minute, use a device on which you have signed in before, or reset the password."
)


class Attempt(NamedTuple):
    """One try that was counted; given back when the password is right."""

    keys: list[str]

    def rollback(self) -> None:
        for key in self.keys:
            try:
                cache.decr(key)
            except ValueError:  # the window is over: there is nothing to give back
                logger.debug("a right password could not be taken off the count", exc_info=True)


def attempt_count(*, request: HttpRequest, typed: str) -> Attempt:
    """Counts a try before it is made, so that of many at once none comes for nothing. Raises
    `Refusal` (429)."""
    attempt = Attempt([])
    if not settings.LIMITS_ENABLED:
        return attempt
    person = person_signing_in(typed=typed)
    account = account_of(person, typed)
    device = device_of(request, person)
    if device and not _over(attempt, f"device:{device}:{account}", "person"):
        return attempt
    network = network_of(client_address(request))
    if wait := _over(attempt, f"network:{network}", "address"):
        raise _refusal(request, NETWORK, wait)
    if _over(attempt, account, "person") and not _slowly(account, network):
        raise _refusal(request, ACCOUNT, SLOW)
    return attempt


def attempts_forget(*, person: User) -> None:
    """Whoever proved to own the account begins anew."""
    for rate in _rates("person"):
        cache.delete(window_key(f"guess:{account_of(person, '')}", rate.seconds)[0])


def account_of(person: User | None, typed: str) -> str:
    """Under what name tries are counted: one account has many spellings; a name of nobody counts
    like any other."""
    return (
        f"account:{person.pk}"
        if person
        else f"nobody:{hashlib.sha256(typed.lower().encode()).hexdigest()}"
    )


def _rates(per: str) -> list[Rate]:
    return [rate for rate in settings.WRONG_PASSWORDS if rate.per == per]


def _over(attempt: Attempt, name: str, per: str) -> int:
    """Counts under every rate of this kind; the seconds to wait when that was one too many."""
    for rate in _rates(per):
        used = use_in_window(f"guess:{name}", rate.seconds)
        if used and used.amount > rate.most:
            return used.wait
        if used:
            attempt.keys.append(used.key)
    return 0


def _slowly(account: str, network: str) -> bool:
    """Whether a slowed account takes this try: nobody's network has all of the few that
    there are."""
    return _within(f"guess:slow:{account}:{network}", 1) and _within(
        f"guess:slow:{account}", SLOW_TRIES
    )


def _within(name: str, most: int) -> bool:
    # Where the cache does not count, axes, which counts in the database, still ends the guessing of
    # one network.
    used = use_in_window(name, SLOW)
    return used is None or used.amount <= most


def _refusal(request: HttpRequest, message: str, wait: int) -> Refusal:
    logger.warning(
        "a sign-in was refused unheard, from the network %s", network_of(client_address(request))
    )
    return Refusal("too_many_tries", message, 429, retry_after=wait)


def fingerprint(person: User) -> str:
    """Holds until the password changes: who knew the old one is a stranger with the new one."""
    return salted_hmac(SALT, f"{person.pk}:{person.password}", algorithm="sha256").hexdigest()[:32]


def _cookie(request: HttpRequest) -> dict[str, Any]:
    try:
        found = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=YEAR
        )
        return {"device": str(found["device"]), "of": [str(one) for one in found["of"]]}
    except (signing.BadSignature, TypeError, KeyError):
        return {"device": secrets.token_hex(16), "of": []}


def device_of(request: HttpRequest, person: User | None) -> str | None:
    """Name of the device, if this person has signed in on it."""
    found = _cookie(request)
    return str(found["device"]) if person and fingerprint(person) in found["of"] else None


def device_is_known(request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
    """Axes asks: whom it counts by name and network shares the network with people who are
    known."""
    typed = str((credentials or {}).get("username") or (credentials or {}).get("email") or "")
    return device_of(request, person_signing_in(typed=typed)) is not None


def device_learn(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """From now on this person is known on this device. For signals of signing in, and of new
    passwords."""
    if request is not None:
        request.known_here = user  # type: ignore[attr-defined]


def owner_proven(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """The person has a new password by mail: the device is theirs, and strangers' tries are
    forgotten."""
    attempts_forget(person=user)
    device_learn(request, user)


class DeviceMiddleware:
    """Writes the cookie by which a device knows who has signed in on it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (person := getattr(request, "known_here", None)) is not None:
            self._write(request, response, person)
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, person: User) -> None:
        found = _cookie(request)
        mine = fingerprint(person)
        found["of"] = [mine, *(one for one in found["of"] if one != mine)][:MOST_ON_DEVICE]
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            signing.dumps(found, salt=SALT),
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
