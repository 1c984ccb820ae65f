"""What happens to every request before a view sees it, and to every exception a view lets
through."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from chartbusters.web.bodies import largest_body
from chartbusters.web.errors import Refusal, too_large
from chartbusters.web.exception_handler import refusal_response
from chartbusters.web.exceptions import refusal_of

_NUL = "The address contains a NUL character, which nothing here has in its name."


class AcceptableRequestMiddleware:
    """Refuses bodies that are too large before they are read, and NUL characters, which PostgreSQL
    cannot store."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if body_length(request) > largest_body(request.path):
            return refusal_response(request, too_large())
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return refusal_response(request, Refusal("bad_text", _NUL))
        return self.get_response(request)


class RefusalMiddleware:
    """Turns refusals, and the exceptions a client's request can cause, into answers for plain
    Django views."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refusal = refusal_of(exception)
        return refusal_response(request, refusal) if refusal else None


class PermissionsPolicyMiddleware:
    """Web MIDI for our own pages only, and none of the device interfaces we never ask for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PrivateAnswersMiddleware:
    """What depends on who asks is kept by nobody: neither by caches on the way nor by a browser
    that others use next.

    Pages for visitors may be shown again by the browser they were sent to, for whoever goes back. A
    view that says itself how long its answer may be kept is believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed or "Authorization" in request.headers:
            ours = "_auth_user_id" in request.session or request.path.startswith("/api/")
            response.setdefault(
                "Cache-Control", "private, no-store" if ours else "private, no-cache"
            )
        elif response.get("Content-Type", "").startswith("text/html"):
            # another one stands there once one is signed in
            response.setdefault("Cache-Control", "private, no-cache")
        return response


def body_length(request: HttpRequest) -> int:
    """The bytes of a body as its sender tells them; 0 for what is no number of bytes."""
    try:
        return max(0, int(request.META.get("CONTENT_LENGTH") or 0))
    except ValueError:
        return 0
