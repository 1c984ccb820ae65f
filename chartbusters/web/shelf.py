"""Pages that are the same for all, and parts of pages, kept for as long as what they show stays the
same.

Under a version: all that is shown, read from the database at each request. So nothing is shown that
has changed, and nothing has to be thrown away when it changes. They lie in the memory of the
process, whose templates and manifest of static files are part of it: a hit costs no way to a cache
server, and one that is away costs nothing.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# what absolute addresses are made of
PLACE = (
    "HTTP_HOST",
    "SERVER_NAME",
    "SERVER_PORT",
    "HTTP_X_FORWARDED_PROTO",
)


class Shelf:
    """Texts by key, the least used of which go when all together have more than `room` bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self._texts: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> bytes | None:
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def put(self, key: bytes, text: bytes) -> None:
        if len(text) > self.room // 4:
            return  # one would push out all others
        with self._lock:
            self.taken += len(text) - len(self._texts.pop(key, b""))
            self._texts[key] = text
            while self.taken > self.room:
                self.taken -= len(self._texts.popitem(last=False)[1])

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()
            self.taken = 0


Version = Callable[[], object]  # all of it that may change; None for what is not to be kept

SHELF = Shelf(settings.PAGES_KEPT_BYTES)


def kept(name: tuple[str, ...], version: Version, make: Callable[[], str]) -> bytes:
    """What `make` draws, or has drawn for this version. `name` tells apart what may have equal
    versions."""
    now = version()
    key = _key(name, now)
    if now is not None and (text := SHELF.get(key)) is not None:
        return text
    text = make().encode()
    # It may have changed while it was drawn, say from blind to named: then it is not what the key
    # says.
    if now is not None and not settings.DEBUG and _key(name, version()) == key:
        SHELF.put(key, text)
    return text


def _key(name: tuple[str, ...], version: object) -> bytes:
    return hashlib.blake2b(repr((name, get_language(), version)).encode(), digest_size=16).digest()


def kept_part(template: str, version: Version, context: Callable[[], dict[str, Any]]) -> SafeString:
    """A part of a page that is the same for all, drawn without the request: nothing of a viewer can
    be in it."""
    drawn = kept((template,), version, lambda: render_to_string(template, context()))
    return mark_safe(drawn.decode())  # noqa: S308


def shared_page(
    request: HttpRequest,
    template: str,
    version: Version,
    context: Callable[[HttpRequest], dict[str, Any]],
) -> HttpResponse:
    """A page on which all visitors see the same; whoever is signed in, or is told something, gets
    one of their own.

    `context` is given the request, or that of nobody for the page that all see. Both functions may
    raise `Http404`.
    """
    if not for_all(request):
        page = render_to_string(template, context(request), request).encode()
    else:
        name = (template, request.build_absolute_uri("/"), request.path)
        page = kept(name, version, lambda: _drawn_for_all(template, context, nobody(request)))
    response = HttpResponse(page)
    patch_vary_headers(response, ["Cookie"])
    return response


def for_all(request: HttpRequest) -> bool:
    """Whether this is a visitor who gets what all visitors get: without a session, a message, or
    whatever else a cookie may be asked for one day. What stands behind a `?` may change a page too.
    """
    return request.COOKIES.keys() <= {settings.CSRF_COOKIE_NAME} and not request.META.get(
        "QUERY_STRING"
    )


def nobody(request: HttpRequest) -> HttpRequest:
    """A request for the same page of which nothing is known but the address."""
    bare = HttpRequest()
    bare.method, bare.path, bare.path_info, bare.user = (
        "GET",
        request.path,
        request.path_info,
        AnonymousUser(),
    )
    bare.META = {name: request.META[name] for name in PLACE if name in request.META}
    return bare


def _drawn_for_all(
    template: str, context: Callable[[HttpRequest], dict[str, Any]], bare: HttpRequest
) -> str:
    page = render_to_string(template, {**context(bare), "shared": True}, bare)
    if "CSRF_COOKIE" in bare.META:
        raise RuntimeError(f"{template} has a form: its token would be shared by all visitors")
    return page
