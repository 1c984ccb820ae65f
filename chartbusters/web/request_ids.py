"""One id a request: in the answer, in the error body, on every log line written meanwhile."""

import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # supervisor and scheduler log through the filter below, and need nothing of HTTP
    from django.http import HttpRequest, HttpResponse

_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{8,64}")


def current_request_id() -> str:
    """Id of the request being answered, `-` outside of one."""
    return _request_id.get()


def begin_request(offered: str) -> str:
    """The id of the request that begins now: the one offered when it is well formed, else one of
    ours."""
    # A free-form value would let a caller write lines of its own into the log.
    request_id = offered if _ACCEPTABLE.fullmatch(offered) else secrets.token_hex(8)
    # Not taken back afterwards: Django logs refused requests after the last middleware. The next
    # one sets its own.
    _request_id.set(request_id)
    return request_id


class RequestIdMiddleware:
    """Takes the caller's X-Request-ID when it is well formed, makes one otherwise."""

    def __init__(self, get_response: "Callable[[HttpRequest], HttpResponse]") -> None:
        self.get_response = get_response

    def __call__(self, request: "HttpRequest") -> "HttpResponse":
        request_id = begin_request(request.headers.get("X-Request-ID", ""))
        response = self.get_response(request)
        response["X-Request-ID"] = request_id
        return response


class RequestIdFilter(logging.Filter):
    """Gives every log record a `request_id`."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        return True
