"""Who reads an answer too slowly, or holds too many connections, loses some; nobody else does."""

import sys
import time
from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
import requests

from chartbusters.web.serving.connections import EVERY
from tests.webs import LARGE, SLOW_BODY, Web, Wire, first_line

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        sys.platform != "linux", reason="only Linux tells how far connections have come"
    ),
]
Connect = Callable[..., Wire]
FILE = f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode()


def _connections(web: Web) -> set[int]:
    """The ports of clients that the web still talks to."""
    ends = chain.from_iterable(process.net_connections("tcp") for process in web.processes())
    return {end.raddr.port for end in ends if end.raddr and end.laddr.port == web.port}


def _own_port(wire: Wire) -> int:
    return int(wire.socket.getsockname()[1])


def test_who_does_not_read(
    start_web: Callable[..., Web], wire: Connect, eventually: Callable[..., Any]
) -> None:
    web = start_web(WEB_WORKERS="1", WEB_STALL_SECONDS="2")
    slow = wire(web, buffer=4096).send(FILE)
    assert first_line(slow.socket.recv(15)) == b"HTTP/1.1 200 OK"
    assert _own_port(slow) in _connections(web)
    eventually(lambda: _own_port(slow) not in _connections(web), 60, "the end of the connection")
    assert requests.get(f"{web.url}{LARGE}", timeout=60).status_code == 200


def test_who_reads_slowly_and_steadily_is_served(
    start_web: Callable[..., Web], wire: Connect
) -> None:
    web = start_web(WEB_WORKERS="1", WEB_STALL_SECONDS="2", WEB_LEAST_SPEED="500")
    slow = wire(web, buffer=4096).send(FILE)
    until = time.monotonic() + 10  # five times what a stall may last
    while time.monotonic() < until:
        assert slow.socket.recv(2000)
        time.sleep(0.1)
    assert len(slow.read_all()) > 5_000_000


def test_idle_ones_are_left_alone(start_web: Callable[..., Web], wire: Connect) -> None:
    """Nothing waits for them to be read. A request is answered after the while."""
    web = start_web(WEB_WORKERS="1", WEB_STALL_SECONDS="1")
    idle = wire(web).send(b"GET /static/css/errors.css HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert first_line(idle.socket.recv(15)) == b"HTTP/1.1 200 OK"
    time.sleep(5)
    assert _own_port(idle) in _connections(web)


def test_the_oldest_of_too_many(
    start_web: Callable[..., Web], wire: Connect, eventually: Callable[..., Any]
) -> None:
    """Idle ones only: what is being sent or answered goes on."""
    web = start_web(WEB_WORKERS="1", WEB_CONNECTIONS_PER_ADDRESS="10")
    sending = wire(web).send(SLOW_BODY + b"Connection: close\r\nContent-Length: 2\r\n\r\n{")
    eventually(lambda: _own_port(sending) in _connections(web))
    idle = [wire(web) for _ in range(30)]
    other = wire(web, source="127.0.0.2")
    eventually(lambda: len(_connections(web)) <= 11, 60, "the end of those beyond ten")
    left = _connections(web)
    assert _own_port(sending) in left and _own_port(other) in left and _own_port(idle[-1]) in left
    assert _own_port(idle[0]) not in left
    assert first_line(sending.send(b" ").read_all()).startswith(b"HTTP/1.1 400")
    assert requests.get(f"{web.url}/accounts/login/", timeout=60).status_code == 200


def test_who_has_just_come_is_not_slow(start_web: Callable[..., Web], wire: Connect) -> None:
    """A look that finds the first bytes under way has seen nothing of how fast they are read."""
    web = start_web(WEB_WORKERS="1", WEB_STALL_SECONDS="20")
    new = wire(web, buffer=4096).send(FILE)
    time.sleep(3 * EVERY)  # looks while it does not read, and far less than a stall
    assert len(new.read_all()) > 5_000_000
