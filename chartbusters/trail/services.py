"""Writes the trail, and lets go of what is older than it is kept."""

import hashlib
import hmac
import ipaddress
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse

from chartbusters.trail.models import Act, Trace
from chartbusters.web.identity import client_address
from chartbusters.web.request_ids import current_request_id

_network: ContextVar[str] = ContextVar("network", default="")


def trace(
    *, act: Act, by: Any = None, to: Any = None, row: Model | None = None, words: str = ""
) -> None:
    """One more row, in the transaction of what it tells of: an act without its trace does not
    happen."""
    _trace(act, by.pk if by else None, to.pk if to else None, row, words).save(force_insert=True)


def trace_many(*, act: Act, row: Model, told: Iterable[tuple[int, str]]) -> None:
    """Rows of one kind at once: to whom (keys of people), and in which words. For what the site
    does by itself."""
    rows = [_trace(act, None, to, row, words) for to, words in told]
    Trace.objects.bulk_create(rows, batch_size=200)


def _trace(act: Act, by: Any, to: Any, row: Model | None, words: str) -> Trace:
    return Trace(
        act=act,
        by_id=by,
        to_id=to,
        row=f"{row._meta.label_lower} {row.pk}"[:120] if row is not None else "",
        words=words[:300],
        network=_network.get(),
        request_id=current_request_id(),
    )


def trail_tidy() -> int:
    """Removes what is older than TRAIL_DAYS; returns how many."""
    return Trace.objects.filter(at__lt=Now() - timedelta(days=settings.TRAIL_DAYS)).delete()[0]


def digest_of(name: str) -> str:
    """Tells whether two failed sign-ins typed the same, and not what: people type passwords in the
    wrong field."""
    return hmac.new(
        settings.SECRET_KEY.encode(), name.lower().encode(), hashlib.sha256
    ).hexdigest()[:12]


def part_of_the_net(address: str) -> str:
    """The neighbourhood of an address: enough to see that many tries come from one place, and no
    single household."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6 and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ipaddress.ip_network((parsed, 24 if parsed.version == 4 else 48), strict=False))


class WhereaboutsMiddleware:
    """Services know no request: here the trail learns from where what they do was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = _network.set(part_of_the_net(client_address(request)))
        try:
            return self.get_response(request)
        finally:
            _network.reset(before)
