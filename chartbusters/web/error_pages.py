"""Django's last doors: unknown addresses, malformed requests, failed CSRF checks, and our own
faults."""

import sys

from django.http import HttpRequest, HttpResponse

from chartbusters.web.errors import Refusal
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.exceptions import refusal_of

_OURS = (
    "Something broke on our side. What you saved is safe. Try again, and send us the "
    "request id if it stays broken."
)
_LOCKED = (
    "Too many wrong passwords for this name from your network. Wait an hour, or reset the password."
)
_TOO_MANY = (
    "That was asked for too often in a short time. Nothing was lost or changed; try "
    "again in a minute."
)
_CSRF = (
    "The page was open too long or cookies are blocked, so nothing was changed. Reload the "
    "page and try again."
)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    refusal = refusal_of(exception) or Refusal(
        "bad_request", "The request looks malformed, so it was refused."
    )
    return refusal_response(request, refusal)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal_response(
        request, refusal_of(exception) or Refusal("permission_denied", str(exception), 403)
    )


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal_response(
        request, refusal_of(exception) or Refusal("not_found", "There is nothing here.", 404)
    )


def server_error(request: HttpRequest) -> HttpResponse:
    # Exceptions of middleware never pass process_exception; a database that is down is seen here
    # first.
    error = sys.exc_info()[1]
    refusal = refusal_of(error) if error else None
    return refusal_response(request, refusal or Refusal("server_error", _OURS, 500))


def locked_out(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    return refusal_response(request, Refusal("locked_out", _LOCKED, 429, retry_after=3600))


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where allauth's own limits (signing in and up, passwords) end; it does not tell for
    how long."""
    return refusal_response(request, Refusal("too_many_requests", _TOO_MANY, 429, retry_after=60))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refusal_response(request, Refusal("csrf_failed", _CSRF, 403))
