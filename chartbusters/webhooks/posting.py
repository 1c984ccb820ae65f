"""One POST to a server that we trust in nothing: the address is looked up once and connected to as
it is, no redirect is followed, and time and bytes are bounded however slowly they come."""

import io
import socket
import ssl
import time
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, NamedTuple

from django.conf import settings

from chartbusters.webhooks.addresses import Target, look_up, target_of
from chartbusters.webhooks.models import LONGEST_ANSWER
from generation.errors import Declined

CONNECT_SECONDS = 5.0
MOST_BYTES = 32_768  # of an answer, its head included


class Answer(NamedTuple):
    """What a server said, or why it said nothing (then `code` is None)."""

    code: int | None
    took_ms: int
    text: str = ""
    error: str = ""
    retry_after: str = ""


class Bounded(io.RawIOBase):
    """What comes from a socket: until a moment, and so many bytes."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self.sock, self.until, self.left = sock, until, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.left:
            raise ValueError("It answered with more than we read.")
        self.sock.settimeout(_left(self.until))
        count = self.sock.recv_into(memoryview(buffer)[: self.left])
        self.left -= count
        return count


class Wire:
    """As much of a socket as `http.client` uses."""

    def __init__(self, sock: socket.socket, until: float) -> None:
        self.sock, self.until = sock, until

    def sendall(self, data: bytes) -> None:
        self.sock.settimeout(_left(self.until))
        self.sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(Bounded(self.sock, self.until))

    def close(self) -> None:
        """The answer may still be read; whoever connected hangs up."""


def _left(until: float) -> float:
    if (left := until - time.monotonic()) <= 0:
        raise TimeoutError("It did not answer in time.")
    return left


def post(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Never raises: whatever a server does is an answer."""
    began = time.monotonic()
    until = began + settings.WEBHOOK_SECONDS
    try:
        code, text, retry_after = _exchange(target_of(url), body, headers, until)
    except Declined as refused:
        return Answer(None, _ms(began), error=refused.message)
    except TimeoutError:
        return Answer(None, _ms(began), error="It did not answer in time.")
    except (OSError, HTTPException, ValueError) as error:
        return Answer(None, _ms(began), error=f"{type(error).__name__}: {error}")
    return Answer(code, _ms(began), text, retry_after=retry_after)


def _ms(began: float) -> int:
    return round(1000 * (time.monotonic() - began))


def _exchange(
    target: Target, body: bytes, headers: dict[str, str], until: float
) -> tuple[int, str, str]:
    address = look_up(target)
    kind = HTTPSConnection if target.secure else HTTPConnection
    with _connected(target, address, until) as sock:
        connection = kind(target.host, target.port)
        connection.sock = Wire(sock, until)  # so that it looks up nothing by itself
        connection.request("POST", target.path, body, headers)
        with connection.getresponse() as response:
            return response.status, _beginning(response), response.headers.get("Retry-After", "")


def _connected(target: Target, address: str, until: float) -> socket.socket:
    # By hand, for `create_connection` would ask the name service.
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        sock.settimeout(min(CONNECT_SECONDS, _left(until)))
        sock.connect((address, target.port))
        if not target.secure:
            return sock
        sock.settimeout(_left(until))
        # The certificate must be for the name that was asked for, whatever its address.
        context = _context(settings.WEBHOOK_CA_FILE)
        return context.wrap_socket(sock, server_hostname=target.host)
    except BaseException:
        sock.close()
        raise


@cache
def _context(authorities: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=authorities or None)


def _beginning(response: HTTPResponse) -> str:
    """For people to read; what is said has been said by the head already."""
    try:
        data = response.read(LONGEST_ANSWER)
    except (OSError, HTTPException, ValueError):
        return ""
    return data.decode("utf-8", "replace").replace("\0", "")
