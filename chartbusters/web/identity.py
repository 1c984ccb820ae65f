"""Who is asking: for limits, for idempotency keys, for the log."""

import hashlib
import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from generation.callers import person_caller, visitor_caller


def client_address(request: HttpRequest) -> str:
    """The address of the client, believing only as many X-Forwarded-For entries as there are
    proxies of ours."""
    return address_from(request.META)


def address_from(environ: Mapping[str, Any]) -> str:
    """The same, where there is no request of Django's yet."""
    remote = _plain(str(environ.get("REMOTE_ADDR", "")))
    if not settings.NUM_PROXIES:
        return remote
    # Each proxy appends whom it heard from, so only the last NUM_PROXIES entries were written by
    # ours.
    forwarded = [
        part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()
    ]
    trusted = forwarded[-settings.NUM_PROXIES :]
    return _plain(trusted[0]) if trusted else remote


def _plain(address: str) -> str:
    """An IPv4 address as such: a server that listens on IPv6 is told `::ffff:a.b.c.d`, one /64 for
    all of them."""
    try:
        mapped = getattr(ipaddress.ip_address(address), "ipv4_mapped", None)
    except ValueError:
        return address
    return str(mapped) if mapped else address


def network_of(address: str) -> str:
    """What one subscriber holds: an IPv4 address, or the /64 of an IPv6 one, of which each home has
    2^64."""
    try:
        parsed = ipaddress.ip_address(_plain(address))
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def person_of(request: HttpRequest) -> Any:
    """The person who asks, by token or by session; None for a visitor."""
    person = getattr(request, "bearer", None) or request.user
    return person if person.is_authenticated else None


def limited_callers(request: HttpRequest) -> dict[str, str]:
    """Under what names requests are counted: a person; or a visitor's browser, if it has a session,
    and the network."""
    if person := person_of(request):
        return {"person": person_caller(person.pk)}
    network = {"address": f"network:{network_of(client_address(request))}"}
    if key := request.session.session_key:
        return {"person": visitor_caller(key), **network}
    return network


def sealed_network(request: HttpRequest) -> str:
    """The network of whoever asks, as it may be kept in the database: without our key it tells
    nobody's address."""
    network = network_of(client_address(request))
    digest = salted_hmac("chartbusters.network", network, algorithm="sha256").hexdigest()
    return f"network:{digest[:32]}"


def remembered_caller(request: HttpRequest) -> str:
    """Under what name idempotency keys are kept: nobody may read another's answer by guessing a
    key."""
    if person := person_of(request):
        return person_caller(person.pk)
    secret = (
        request.headers.get("Authorization")
        or request.session.session_key
        or request.COOKIES.get(settings.CSRF_COOKIE_NAME)
        or client_address(request)
    )
    return f"visitor:{hashlib.sha256(secret.encode()).hexdigest()}"
