"""The ways in which the tests' SoundCloud fails, by name."""

from collections.abc import Callable
from typing import Any

from tests.chartbusters.soundcloud.told import error_of, limit_of, warning_of

EDGE = "<html><head><title>503 Service Temporarily Unavailable</title></head><h1>503</h1></html>"


def drip(asked: Any) -> None:
    """A head without end, byte by byte: each comes in time, and the whole never."""
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Slow: ")
    while not asked.server.let_go.wait(0.02):
        asked.wfile.write(b"a")


def drip_body(asked: Any) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    asked.wfile.write(b"Content-Length: 100000\r\n\r\n")
    while not asked.server.let_go.wait(0.02):
        asked.wfile.write(b" ")


def cut(asked: Any) -> None:
    """Half of an answer, and the line is dead."""
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n")
    asked.wfile.write(b'Content-Length: 500\r\n\r\n{"kind": "tr')
    asked.close_connection = True


def flood(asked: Any) -> None:
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    for _ in range(80):
        asked.wfile.write(b" " * 65_536)
    asked.close_connection = True


FAULTS: dict[str, Callable[[Any], None]] = {
    "401-newline": lambda asked: asked.say(401, "\n", "text/plain"),
    "401": lambda asked: asked.say(*error_of(401, "unauthorized")),
    "403-html": lambda asked: asked.say(403, EDGE),
    "422-asset": lambda asked: asked.say(*error_of(422, "unable to process provided asset_data")),
    "422": lambda asked: asked.say(*error_of(422, "permalink is <taken>")),
    "429-action": lambda asked: asked.say(*warning_of()),
    "429-plays": lambda asked: asked.say(*limit_of(asked.server.now() + 7200)),
    "502-html": lambda asked: asked.say(502, EDGE),
    "503-html": lambda asked: asked.say(503, EDGE),
    "junk": lambda asked: asked.say(200, "{not json", "application/json"),
    "slow": drip,
    "slow-body": drip_body,
    "cut": cut,
    "flood": flood,
}
