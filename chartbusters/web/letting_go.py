"""What a request brought is let go as soon as it is answered, and not at the next garbage
collection.

Requests of Django and of REST framework, and serializers, are knots: they hold things that hold
them. Only a full collection unties those, and numbers and empty lists do not bring one about, so a
body of some megabytes would stay for as long as the site is quiet. So it is emptied, whatever still
holds it.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

_BROUGHT = "_brought"  # attribute of Django's request: what was read out of its body


def remember_brought(request: Any, value: Any) -> None:
    """Says what was read out of the body of this request of REST framework's, so that it is emptied
    in the end."""
    request._request.__dict__.setdefault(_BROUGHT, []).append(value)


class LetGoMiddleware:
    """Empties what was brought. Stands first, so that nobody looks at it afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        empty(request.__dict__.pop(_BROUGHT, []))
        request.__dict__.pop("_body", None)
        return response


def empty(value: Any) -> None:
    """Takes everything out of a list or dictionary, and out of what is in it, however deep."""
    full = [value]
    while full:
        container = full.pop()
        inside = container.values() if isinstance(container, dict) else container
        full += [inner for inner in inside if isinstance(inner, dict | list)]
        container.clear()
