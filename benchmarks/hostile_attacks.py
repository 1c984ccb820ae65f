"""What one visitor with a laptop may try: one attack a function, one registry. Each goes on until
it is ended.

Attackers come from addresses of their own (127.0.0.66 and on), as strangers do; every figure is
bounded here.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from running_site import Visitor

WORDS = "a-long-enough-word-7"
QUARTER = 960


def stranger(url: str, number: int = 0) -> Visitor:
    return Visitor(url, f"127.0.0.{66 + number % 8}")


def together(attackers: int, attack: Callable[[int], None]) -> None:
    """Runs `attack` over and over in so many threads; what the site refuses or cuts off is tried
    again."""

    def again(number: int) -> None:
        while True:
            with contextlib.suppress(Exception, SystemExit):
                attack(number)
            time.sleep(0.2)

    threads = [
        threading.Thread(target=again, args=(number,), daemon=True) for number in range(attackers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def connect(url: str, number: int = 0, receive: int | None = None) -> socket.socket:
    parts = urlsplit(url)
    connection = socket.socket()
    if receive:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    connection.settimeout(30)
    connection.bind((f"127.0.0.{66 + number % 8}", 0))
    connection.connect((parts.hostname or "", parts.port or 80))
    return connection


def slow_bodies(url: str) -> None:
    """40 bodies of 100 kB, ten bytes each half second."""

    def one(number: int) -> None:
        head = (
            "POST /api/v1/compositions/export/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: "
            "application/json\r\n"
        )
        with connect(url, number) as connection:
            connection.sendall(f"{head}Content-Length: 100000\r\n\r\n".encode())
            for _ in range(1000):
                connection.sendall(b" " * 10)
                time.sleep(0.5)

    together(40, one)


def slow_readers(url: str) -> None:
    """40 who ask for the drums (0.8 MB) with a receive buffer of 4 kB and read nothing."""

    def one(number: int) -> None:
        with connect(url, number, receive=4096) as connection:
            connection.sendall(b"GET /soundfont/drums HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            time.sleep(600)

    together(40, one)


def half_heads(url: str) -> None:
    """1,500 connections that never finish their first lines; who is cut off comes again."""
    open_ones: list[socket.socket] = []
    for number in count():
        if len(open_ones) >= 1500:
            open_ones.pop(0).close()
            time.sleep(0.02)
        with contextlib.suppress(OSError):
            open_ones.append(connection := connect(url, number))
            connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: ")


def wide_bodies(url: str) -> None:
    """JSON of 2.4 MB that is 800,000 empty objects."""
    body = b'{"document":[' + b",".join([b"{}"] * 800_000) + b"]}"

    def one(number: int) -> None:
        stranger(url, number).ask("POST", "/api/v1/compositions/export/", body, "application/json")

    together(8, one)


def heavy_uploads(url: str) -> None:
    """20 at once of a MIDI file with 90,000 changes of tempo."""
    changes = b"".join(
        b"\x01\xff\x51\x03" + (400_000 + n % 1000).to_bytes(3, "big") for n in range(90_000)
    )
    track = changes + b"\x00\x90\x3c\x50\x10\x80\x3c\x00\x00\xff\x2f\x00"
    head = b"MThd" + (6).to_bytes(4, "big") + b"\x00\x00\x00\x01\x00\x60"
    data = head + b"MTrk" + len(track).to_bytes(4, "big") + track
    together(20, lambda number: _upload(url, number, data))


def _upload(url: str, number: int, data: bytes) -> None:
    stranger(url, number).upload("/api/v1/compositions/import/", data)


def heavy_renderings(url: str) -> None:
    """Songs of 600 s with 60 tracks of 333 long notes, made public by one account."""
    person = member(url)
    for number in count():
        with contextlib.suppress(Exception, SystemExit):
            song = person.json(
                "POST",
                "/api/v1/compositions/",
                {"title": f"Heavy {number}", "document": heavy(number)},
            )
            person.json("PATCH", f"/api/v1/compositions/{song['id']}/", {"visibility": "public"})
        time.sleep(1)


def dear_wishes(url: str) -> None:
    """Takes of the dearest kind, each from a browser without cookies: a part added to 16,000 notes,
    four times."""
    document = notes_of(16_000)
    wish = {
        "technique": "transformer",
        "document": document,
        "parameters": {"mode": "add a track", "candidates": 4},
    }

    def one(number: int) -> None:
        Visitor(url, "127.0.0.66").json("POST", "/api/v1/generation-jobs/", wish)

    together(3, one)


def deep_history(url: str) -> None:
    """A song of 20,000 notes saved over and over, and its history read."""
    person = member(url)
    song = person.json(
        "POST", "/api/v1/compositions/", {"title": "Deep", "document": notes_of(20_000)}
    )
    for number in count(1):
        address = f"/api/v1/compositions/{song['id']}/revisions/"
        with contextlib.suppress(Exception, SystemExit):  # who is told to wait goes on reading
            person.json("POST", address, {"document": notes_of(20_000, number)})
        with contextlib.suppress(Exception):
            person.ask("GET", address)


def dear_reads(url: str) -> None:
    """MIDI files, notes and pictures of a public song of 20,000 notes, by eight at once."""
    person = member(url)
    song = person.json(
        "POST", "/api/v1/compositions/", {"title": "Dear", "document": notes_of(20_000, 77)}
    )
    person.json("PATCH", f"/api/v1/compositions/{song['id']}/", {"visibility": "public"})

    def one(number: int) -> None:
        visitor = stranger(url, number)
        for part in ("song.mid", "notes.json", "card.png", "", "rendering.json"):
            visitor.ask("GET", f"/embed/{song['id']}/{part}")

    together(8, one)


ATTACKS = {
    attack.__name__: attack
    for attack in (
        slow_bodies,
        slow_readers,
        half_heads,
        wide_bodies,
        heavy_uploads,
        heavy_renderings,
        dear_wishes,
        deep_history,
        dear_reads,
    )
}


def member(url: str, address: str = "127.0.0.66", name: str = "") -> Visitor:
    """A browser that has just signed up."""
    visitor = Visitor(url, address)
    visitor.ask("GET", "/accounts/signup/")
    name = name or f"stranger{time.time_ns()}"
    proof = visitor.cookies["csrftoken"]
    form = f"username={name}&password1={WORDS}&email=&csrfmiddlewaretoken={proof}"
    status, text = visitor.ask(
        "POST", "/accounts/signup/", form.encode(), "application/x-www-form-urlencoded"
    )
    if status != 302:
        raise RuntimeError(f"sign-up: {status} {text[:300]!r}")
    return visitor


def notes_of(number: int, shade: int = 0) -> dict[str, Any]:
    """A song with so many notes in eight tracks; another one for each shade."""
    each = number // 8
    notes = [[step * 240, 48 + (step + shade) % 36, 220, 80] for step in range(each)]
    tracks = [{"name": f"T{track}", "program": 0, "notes": notes} for track in range(8)]
    return song(tracks, tempo=200_000)


def heavy(shade: int) -> dict[str, Any]:
    """600 seconds, 60 tracks of 333 notes that sound for long."""
    notes = [[step * 3_200, 36 + (step + shade) % 48, 60_000, 100] for step in range(333)]
    tracks = [{"name": f"T{track}", "program": track, "notes": notes} for track in range(60)]
    return song(tracks, tempo=500_000)


def song(tracks: list[dict[str, Any]], tempo: int) -> dict[str, Any]:
    return {
        "format": "chartbusters-song",
        "version": 1,
        "title": "",
        "ticks_per_quarter": QUARTER,
        "tempi": [[0, tempo]],
        "meters": [[0, 4, 4]],
        "tracks": [{"drums": False, "volume": 100, "pan": 64, **track} for track in tracks],
    }
