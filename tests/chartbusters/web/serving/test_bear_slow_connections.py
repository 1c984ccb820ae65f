"""Connections that are slow, or many, keep nobody else waiting: they hold no thread. Limits are on;
one address."""

import time
from collections.abc import Callable

import pytest
import requests

from tests.webs import LARGE, SLOW_BODY, Web, Wire, first_line

pytestmark = pytest.mark.slow
Connect = Callable[..., Wire]
BEGUN = SLOW_BODY + b"Content-Length: 100000\r\n\r\n{"


def _visit(web: Web) -> None:
    for address in ("/accounts/login/", "/", "/api/v1/presets/", "/static/css/errors.css"):
        assert requests.get(web.url + address, timeout=60).status_code == 200, address


def test_slow_bodies(web: Web, wire: Connect) -> None:
    slow = [wire(web).send(BEGUN) for _ in range(40)]
    for one in slow:
        one.send(b" " * 10)
    _visit(web)
    assert all(one.is_open() for one in slow)


def test_slow_readers(web: Web, wire: Connect) -> None:
    """Of 6 MB each, into buffers of four thousand bytes that nobody empties."""
    request = f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    slow = [wire(web, buffer=4096).send(request) for _ in range(40)]
    for one in slow:
        assert first_line(one.socket.recv(15)) == b"HTTP/1.1 200 OK"
    _visit(web)
    for one in slow:
        # we send no more; all of the answer is still to be had, or some of it
        one.socket.shutdown(1)
        assert one.socket.recv(100)


def test_half_heads(web: Web, wire: Connect) -> None:
    """More than the 500 connections that each process took before."""
    slow = [wire(web).send(b"GET / HTTP/1.1\r\nHost: loc") for _ in range(1500)]
    _visit(web)
    # those of one network beyond that are closed, the oldest first
    assert sum(one.is_open() for one in slow) >= 700


def test_silent_connections(web: Web, wire: Connect) -> None:
    slow = [wire(web) for _ in range(600)]
    _visit(web)
    assert any(one.is_open() for one in slow)


def test_a_body_that_does_not_come_is_told_so(
    shared_web: Callable[..., Web], wire: Connect
) -> None:
    web = shared_web(WEB_WORKERS="1", WEB_STALL_SECONDS="1")
    answer = wire(web).send(BEGUN).read_all()
    assert first_line(answer).startswith(b"HTTP/1.1 408")
    assert b'"code": "too_slow"' in answer and b"x-content-type-options: nosniff" in answer


def test_a_body_that_trickles_is_told_so(shared_web: Callable[..., Web], wire: Connect) -> None:
    web = shared_web(WEB_WORKERS="1", WEB_STALL_SECONDS="1")
    slow = wire(web).send(BEGUN)
    began = time.monotonic()
    while slow.is_open() and time.monotonic() - began < 60:
        slow.send(b" " * 5)
        time.sleep(0.1)
    assert first_line(slow.read_all()).startswith(b"HTTP/1.1 408")


def test_a_body_in_a_thousand_pieces_is_taken(start_web: Callable[..., Web], wire: Connect) -> None:
    """Slow and steady is fine, as long as it comes at all."""
    web = start_web(WEB_WORKERS="1", WEB_STALL_SECONDS="1", WEB_LEAST_SPEED="20")
    slow = wire(web).send(SLOW_BODY + b"Connection: close\r\nContent-Length: 200\r\n\r\n")
    for _ in range(20):
        slow.send(b" " * 10)
        time.sleep(0.15)
    # blanks are no JSON; it was read to its end
    assert first_line(slow.read_all()).startswith(b"HTTP/1.1 400")
