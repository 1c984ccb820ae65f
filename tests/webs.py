"""The web alone, on data of its own, as the site starts it; and clients that speak to it as slowly
as they like."""

import shutil
import socket
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import psutil
import pytest
import requests

from chartbusters.ops.processes import web_part
from tests.servers import Site, start, stop
from tests.waiting import wait_until

# No buffer on the way holds all of it.
LARGE, LARGE_BYTES = "/static/large.bin", 6_000_000
SLOW_BODY = (
    b"POST /api/v1/compositions/export/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
    b"application/json\r\n"
)


class Web(Site):
    """No broker and no workers: its pages work, limits are open."""

    def start(self) -> None:
        self.process = start(web_part("127.0.0.1", self.port).command, self.log, **self.environment)
        wait_until(self.is_up, 120, "the web")

    def is_up(self) -> bool:
        self.still_runs()
        try:
            return requests.get(f"{self.url}/accounts/login/", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def stop(self) -> int:
        assert self.process is not None
        return stop(self.process)

    def processes(self) -> list[psutil.Process]:
        """Those that answer requests."""
        assert self.process is not None
        return psutil.Process(self.process.pid).children()

    def memory(self) -> int:
        """Bytes that its processes hold."""
        return sum(process.memory_info().rss for process in self.processes())


@pytest.fixture(scope="session")
def web_data(fresh_data: Path) -> Iterator[Path]:
    """A database without people in it, and static files; `LARGE` lies among them."""
    var = Path(tempfile.mkdtemp(prefix="cb-web-"))
    Site(var).fill(fresh_data)
    with (var / "static" / "large.bin").open("wb") as file:
        file.truncate(LARGE_BYTES)
    yield var
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def start_web(web_data: Path) -> Iterator[Callable[..., Web]]:
    """`start_web(WEB_WORKERS="1")`: a web with these settings, limits on."""
    started: list[Web] = []

    def begin(**environment: str) -> Web:
        web = _limited(web_data, environment)
        web.start()
        started.append(web)
        return web

    yield begin
    for web in started:
        web.stop()


@pytest.fixture(scope="module")
def shared_web(web_data: Path) -> Iterator[Callable[..., Web]]:
    """`shared_web(WEB_WORKERS="1")`: the same for all tests of a file that ask for these settings,
    limits on. Leave it as you found it."""

    yield from _one_of_each(lambda **environment: _limited(web_data, environment))


@pytest.fixture
def web(shared_web: Callable[..., Web]) -> Web:
    """One with two processes of four threads, as on a machine with two cores; shared."""
    return shared_web(WEB_WORKERS="2", WEB_THREADS="4")


def _limited(data: Path, environment: dict[str, str]) -> Web:
    web = Web(data, **{"LIMITS_ENABLED": "true", **environment})
    web.log = data / f"web-{web.port}.log"
    return web


def _one_of_each(make: Callable[..., Web]) -> Iterator[Callable[..., Web]]:
    """A site for each environment that is asked for, until the file ends."""
    running: dict[frozenset[tuple[str, str]], Web] = {}

    def ask(**environment: str) -> Web:
        words = frozenset(environment.items())
        if words not in running:
            running[words] = make(**environment)
            running[words].start()
        running[words].still_runs()
        return running[words]

    yield ask
    for site in running.values():
        site.stop()


class Wire:
    """A connection on which a test sends and reads byte by byte."""

    def __init__(self, web: Any, buffer: int | None = None, source: str = "127.0.0.1") -> None:
        self.socket = socket.socket()
        if buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        self.socket.bind((source, 0))
        self.socket.settimeout(60)
        self.socket.connect(("127.0.0.1", web.port))

    def send(self, data: bytes) -> "Wire":
        self.socket.sendall(data)
        return self

    def read_all(self) -> bytes:
        """What comes until the other side ends."""
        read = b""
        try:
            while piece := self.socket.recv(65536):
                read += piece
        except ConnectionResetError:
            pass
        return read

    def is_open(self) -> bool:
        """Whether the other side neither answered nor hung up."""
        self.socket.setblocking(False)
        try:
            self.socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return True
        except OSError:
            pass
        finally:
            self.socket.settimeout(60)
        return False

    def close(self) -> None:
        self.socket.close()


@pytest.fixture
def wire() -> Iterator[Callable[..., Wire]]:
    """`wire(web)`: a connection that ends with the test."""
    opened: list[Wire] = []

    def connect(web: Any, **options: Any) -> Wire:
        opened.append(Wire(web, **options))
        return opened[-1]

    yield connect
    for connection in opened:
        connection.close()


class OddSite(Web):
    """Our bridge before an application of the tests (tests/odd_site.py), which sleeps and streams
    as it is asked."""

    def start(self) -> None:
        from chartbusters.web.server import options

        words = [*chain.from_iterable({**options(), "--workers": "1"}.items())]
        command = [sys.executable, "-m", "granian", *words, "--no-ws", "--port", str(self.port)]
        self.process = start([*command, "tests.odd_site:application"], self.log, **self.environment)
        wait_until(self.is_up, 60, "the odd site")

    def is_up(self) -> bool:
        try:
            return (
                requests.get(f"{self.url}/accounts/login/?say=here", timeout=5).status_code == 200
            )
        except requests.RequestException:
            return False


@pytest.fixture
def start_odd_site(tmp_path: Path) -> Iterator[Callable[..., OddSite]]:
    """`start_odd_site(WEB_THREADS="2")`"""
    started: list[OddSite] = []

    def begin(**environment: str) -> OddSite:
        site = OddSite(tmp_path, **environment)
        site.start()
        started.append(site)
        return site

    yield begin
    for site in started:
        site.stop()


@pytest.fixture(scope="module")
def shared_odd_site(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[..., OddSite]]:
    """`shared_odd_site(WEB_THREADS="2")`: the same for all tests of a file that ask for these
    settings."""
    yield from _one_of_each(lambda **words: OddSite(tmp_path_factory.mktemp("odd"), **words))


def first_line(answer: bytes) -> bytes:
    return answer.split(b"\r\n", 1)[0]
