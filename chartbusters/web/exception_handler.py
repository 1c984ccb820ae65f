"""The doors through which errors leave: one for the API, one for pages."""

import logging
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from rest_framework.response import Response
from rest_framework.views import set_rollback

from chartbusters.web.errors import Refusal, error_body
from chartbusters.web.exceptions import refusal_of
from chartbusters.web.request_ids import current_request_id

logger = logging.getLogger(__name__)


def answer_api_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's exception handler: the error shape of the contract, or None for a 500."""
    refusal = refusal_of(error)
    if refusal is None:
        return None
    _log(error, refusal)
    if not isinstance(error, DatabaseError):
        set_rollback()
    headers = refusal.headers()
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    return Response(
        error_body(refusal.code, refusal.message, refusal.field), refusal.status, headers=headers
    )


def refusal_response(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The same refusal outside REST framework: JSON below /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        body = error_body(refusal.code, refusal.message, refusal.field)
        return JsonResponse(body, status=refusal.status, headers=refusal.headers())
    return HttpResponse(_page(request, refusal), status=refusal.status, headers=refusal.headers())


def _page(request: HttpRequest, refusal: Refusal) -> str:
    context = {"refusal": refusal, "request_id": current_request_id()}
    # Without the request nothing reads the session, for the database may be what is down.
    first = (_template_of(refusal.status), request if refusal.status < 500 else None)
    for template, given in (first, ("errors/layout.html", None)):
        try:
            return render_to_string(template, context, given)
        except Exception:
            # A page that cannot be drawn must not hide what it was about.
            logger.exception("the error page %s could not be drawn", template)
    return format_html(
        "<!doctype html><title>Chartbusters</title><p>{}</p><p>{}</p>",
        refusal.message,
        context["request_id"],
    )


def _template_of(status: int) -> str:
    return f"errors/{status}.html" if status in (403, 404, 500, 503) else "errors/refused.html"


def _log(error: Exception, refusal: Refusal) -> None:
    if refusal.status >= 500:
        logger.error("%s: %s", refusal.code, error, exc_info=error)
