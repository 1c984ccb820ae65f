"""A request as granian hands it over: the environment that WSGI wants, and its body, waited for
without a thread."""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.conf import settings

from chartbusters.web.bodies import largest_body
from chartbusters.web.errors import Refusal, too_large

HEARD_OUT = 10_000_000  # bytes beyond the most of a body that are yet read to its end
SMALL_PIECES = 2000  # pieces of a body that are taken however small they are
# bytes of each further one, on average: a task of its own for every byte would keep the loop busy
LEAST_PIECE = 64
_TOO_MUCH = "Too much is being sent to us just now. Nothing was changed; try again in a moment."


class Scope(Protocol):
    """What granian says about a request, all of it known once its head has come."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Any


class ClientGone(Exception):
    """Nobody is there any more to be answered."""


class BodyBudget:
    """The bytes of all bodies that this process holds, of requests that have come in part or are
    not answered yet."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0

    @contextmanager
    def hold(self) -> Iterator["Hold"]:
        hold = Hold(self)
        try:
            yield hold
        finally:
            self.held -= hold.size


class Hold:
    """What one request has of the budget."""

    def __init__(self, budget: BodyBudget) -> None:
        self.budget, self.size = budget, 0

    def take(self, size: int) -> None:
        if self.budget.held + size > self.budget.most:
            raise Refusal("busy", _TOO_MUCH, 503, retry_after=5)
        self.budget.held += size
        self.size += size


def environment(scope: Scope) -> dict[str, Any]:
    """The environment of PEP 3333, without `wsgi.input`. Text in it is bytes read as Latin-1, as
    WSGI has it."""
    server, port = _host_and_port(scope.server)
    client, client_port = _host_and_port(scope.client)
    found: dict[str, Any] = {
        "SCRIPT_NAME": "",
        "SERVER_PROTOCOL": "HTTP/1.0"
        if scope.http_version == "1"
        else f"HTTP/{scope.http_version}",
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "REMOTE_ADDR": client,
        "REMOTE_PORT": client_port,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": _latin(scope.path),
        "QUERY_STRING": _latin(scope.query_string),
        "HTTP_HOST": scope.authority or "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    found.update(_headers(scope.headers))
    return found


def _headers(headers: Any) -> dict[str, str]:
    values: dict[str, list[str]] = {}
    for name, value in headers.items():
        values.setdefault(name, []).append(value)
    if len(values) < len(
        headers
    ):  # items() leaves out values that are not ASCII; yet the header was sent
        for name in headers:
            values.setdefault(name, [""])
    return {
        _variable(name): (";" if name == "cookie" else ",").join(values[name]) for name in values
    }


def _variable(name: str) -> str:
    key = name.upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"


def _latin(text: str) -> str:
    return text if text.isascii() else text.encode().decode("latin-1")


def _host_and_port(address: str) -> tuple[str, str]:
    host, _, port = address.rpartition(":")
    return host.strip("[]"), port


async def receive(protocol: AsyncIterator[bytes], environ: dict[str, Any], hold: Hold) -> None:
    """Waits for the whole body and puts it into the environment.

    Raises `Refusal` when it is too large, too slow or too finely cut, and `ClientGone` when its
    sender is.
    """
    declared = environ.get("CONTENT_LENGTH")
    body = b""
    if declared not in (None, "0") or "HTTP_TRANSFER_ENCODING" in environ:
        length = _declared_length(declared or "0")
        most = largest_body(environ["PATH_INFO"])
        if length > most:
            await _hear_out(protocol, environ, length - most)
            raise too_large()
        body = await _whole(protocol, hold, most)
        if length > len(body):
            raise ClientGone
        environ["CONTENT_LENGTH"] = str(len(body))
    environ["wsgi.input"] = io.BytesIO(body)


def _declared_length(declared: str) -> int:
    if not declared.isdecimal() or len(declared) > 18:
        raise too_large()
    return int(declared)


async def _hear_out(protocol: AsyncIterator[bytes], environ: dict[str, Any], beyond: int) -> None:
    """Throws away what is somewhat too large: a connection that ends while it is being sent hides
    the refusal."""
    if beyond <= HEARD_OUT and "HTTP_EXPECT" not in environ:
        async for _ in _in_time(protocol):
            pass


async def _whole(protocol: AsyncIterator[bytes], hold: Hold, most: int) -> bytes:
    body = bytearray()
    pieces = 0
    async for piece in _in_time(protocol):
        if len(body) + len(piece) > most:
            raise too_large()
        hold.take(len(piece))
        body += piece
        pieces += 1
        if pieces > SMALL_PIECES + len(body) // LEAST_PIECE:
            raise Refusal(
                "bad_request",
                "The body came in far too many small pieces. Send it in larger ones.",
                400,
            )
    return bytes(body)


async def _in_time(protocol: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The pieces as they come, to the end, which granian says by an empty one. Raises `Refusal`
    when they are slow."""
    pace, pieces = Pace(), aiter(protocol)
    while True:
        try:
            async with asyncio.timeout_at(pace.next_look):
                piece = await anext(pieces)
        except TimeoutError:
            pace.look()
            continue
        except StopAsyncIteration:
            return
        if not piece:
            return
        pace.received += len(piece)
        yield piece
        pace.look()


class Pace:
    """How fast a body comes: WEB_LEAST_SPEED bytes a second at least, looked at every
    WEB_STALL_SECONDS."""

    def __init__(self) -> None:
        self.now = asyncio.get_running_loop().time
        self.last_moment = self.now() + settings.WEB_BODY_SECONDS
        self.next_look = self.now() + settings.WEB_STALL_SECONDS
        self.received = self.at_last_look = 0

    def look(self) -> None:
        """Raises `Refusal` (408) when it comes too slowly."""
        if self.now() < self.next_look:
            return
        slow = (
            self.received - self.at_last_look
            < settings.WEB_LEAST_SPEED * settings.WEB_STALL_SECONDS
        )
        if slow or self.now() > self.last_moment:
            raise _too_slow()
        self.at_last_look, self.next_look = self.received, self.now() + settings.WEB_STALL_SECONDS


def _too_slow() -> Refusal:
    return Refusal(
        "too_slow",
        "What you sent did not arrive in time. Nothing was changed; try again on a better network.",
        408,
    )
