"""Saying no before Django sees a request, without a thread and without drawing a page each time."""

import json
import logging
import time
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html

from chartbusters.web.errors import Refusal, error_body
from chartbusters.web.request_ids import current_request_id
from chartbusters.web.serving.replies import Answering, Headers

logger = logging.getLogger(__name__)
_ID = "REQUEST-ID-HERE"
# seconds; thousands are refused when it matters, and a line for each would be one more load
_EVERY = 5.0
_last_line: dict[str, float] = {}
_untold: dict[str, int] = {}


def refuse(protocol: Answering, path: str, address: str, refusal: Refusal) -> None:
    """The same answer that Django would give: JSON below /api/, a page elsewhere."""
    _log(address, refusal)
    if path.startswith("/api/"):
        kind, body = (
            "application/json",
            json.dumps(error_body(refusal.code, refusal.message, refusal.field)),
        )
    else:
        kind, body = "text/html; charset=utf-8", _page(refusal.status, refusal.message)
        body = body.replace(_ID, current_request_id())
    protocol.response_bytes(refusal.status, _headers(refusal, kind), body.encode())


def _headers(refusal: Refusal, kind: str) -> Headers:
    return [
        ("Content-Type", kind),
        ("Cache-Control", "no-store"),
        ("X-Request-ID", current_request_id()),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
        ),
        *refusal.headers().items(),
    ]


@lru_cache(maxsize=32)
def _page(status: int, message: str) -> str:
    context = {"refusal": {"message": message}, "request_id": _ID}
    template = "errors/503.html" if status == 503 else "errors/layout.html"
    try:
        return render_to_string(template, context)
    except Exception:
        # A page that cannot be drawn (say, for want of static files) must not hide what it was
        # about.
        logger.exception("the error page %s could not be drawn", template)
    return format_html("<!doctype html><title>Chartbusters</title><p>{}</p><p>{}</p>", message, _ID)


def _log(address: str, refusal: Refusal) -> None:
    _untold[refusal.code] = _untold.get(refusal.code, 0) + 1
    now = time.monotonic()
    if now - _last_line.get(refusal.code, -_EVERY) >= _EVERY:
        _last_line[refusal.code] = now
        number = _untold.pop(refusal.code)
        logger.warning(
            "%d requests refused with %s (%d), lastly of %s",
            number,
            refusal.code,
            refusal.status,
            address,
        )
