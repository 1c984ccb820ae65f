"""A server of somebody else, as webhooks meet it: its answers are given one after the other."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

from tests.other_sites import OtherSite


class Got(NamedTuple):
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver(OtherSite):
    """Answers 200; `answers` holds what it says first: a code with headers, or a function that does
    with the connection what it likes."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.got: list[Got] = []
        self.answers: list[Any] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hook?to=us"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.got.append(Got(self.path, headers, body))
        answer = self.server.answers.pop(0) if self.server.answers else (200, {})
        if callable(answer):
            answer(self)
            return
        code, fields = answer
        self.send_response(code)
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"as you like")

    def log_message(self, *words: Any) -> None:
        pass


def silent(handler: Handler) -> None:
    """Takes the message and says nothing."""
    handler.server.let_go.wait()


def dripping(handler: Handler) -> None:
    """A head without end, byte by byte: each comes in time, and the whole never."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.let_go.wait(0.02):
        handler.wfile.write(b"a")


def endless(handler: Handler) -> None:
    """More than anybody wants to keep."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Large: " + b"a" * 60_000 + b"\r\n" * 2)


def checks(secret: str, got: Got) -> list[bool]:
    """Which signatures fit, reckoned as the text of Standard Webhooks has it."""
    assert secret.startswith("whsec_")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join(
        [got.headers["webhook-id"].encode(), got.headers["webhook-timestamp"].encode(), got.body]
    )
    fits = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return [each == fits for each in got.headers["webhook-signature"].split(" ")]


Answering = Callable[[Handler], None]
