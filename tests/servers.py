"""Real servers for tests: processes that end with the run, and the whole site as `manage.py up`
runs it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from random import SystemRandom
from urllib.error import URLError

import pytest

from chartbusters.ops.parent_death import SUPERVISED, die_with_parent
from chartbusters.ops.processes import web_part
from tests.waiting import wait_until

REPOSITORY = Path(__file__).resolve().parent.parent


def start(command: list[str], log: Path, **environment: str) -> subprocess.Popen[bytes]:
    """A child in its own process group that ends with the test run, its output in `log`."""
    parent = os.getpid()
    log.touch(0o600)  # as the site makes its own
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            # no test waits until the machine has found out how fast it trains
            env={**os.environ, SUPERVISED: str(parent), "TRAIN_MEASURES": "0", **environment},
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            process_group=0,
            preexec_fn=lambda: die_with_parent(parent),
        )


def stop(
    process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM, seconds: float = 20.0
) -> int:
    """Ends a child, by force and with its own children when it does not obey; returns its exit
    status."""
    process.send_signal(how)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A temporary folder with a path short enough for a unix socket, which pytest's are not."""
    folder = Path(tempfile.mkdtemp(prefix="cb-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


# Below those that systems give to outgoing connections, of which one could take it before a server
# does. Every process begins elsewhere, for another may look at the same moment.
_ports = cycle(SystemRandom().sample(range(11_000, 32_000), 21_000))


def free_port() -> int:
    """One that nobody listens on, nor will until the caller does."""
    return next(port for port in _ports if _is_free(port))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Site:
    """The whole site in a folder of its own, as `make run` would start it."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = var / "site.log"
        self.environment = {
            "VAR_DIR": str(var),
            "LIMITS_ENABLED": "false",
            "PORT": str(self.port),
            "LEADERBOARD_MINIMUM_VOTES": "2",
            # a machine that runs tests may be far slower than one that serves
            "WEB_LINE_SECONDS": "120",
            # journeys vote on every pair; `true_gate` asks for as much as a real site
            "VOTING_REQUIRED_MS": "400",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def fill(self, data: Path) -> None:
        """Begins with a copy of data that were prepared (tests/prepared.py)."""
        shutil.copytree(data, self.var, dirs_exist_ok=True)

    def manage(self, *words: str) -> str:
        """Output of one `manage.py` command on this site's data."""
        outcome = subprocess.run(
            [sys.executable, "manage.py", *words],
            env={**_clean_environment(), **self.environment},
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=False,
        )
        if outcome.returncode:
            pytest.fail(
                f"manage.py {words} ended with "
                f"{outcome.returncode}:\n{outcome.stdout}\n{outcome.stderr}"
            )
        return outcome.stdout

    def start(self) -> None:
        """Returns when the supervisor, which asks it until then, has found that all works."""
        before = self._announced()
        self.process = start([sys.executable, "manage.py", "up"], self.log, **self.environment)
        wait_until(lambda: self._says_more_than(before), 120, "the site", pause=0.1)

    def _says_more_than(self, before: int) -> bool:
        self.still_runs()
        return self._announced() > before

    def _announced(self) -> int:
        """How often this log says that the site is up."""
        return self.log.read_text().count(" is up at ") if self.log.exists() else 0

    def wait_until_up(self, what: str, seconds: float = 120) -> None:
        """To be asked costs the site 16 ms of processor: it comes up later, the oftener it is."""
        wait_until(self.is_up, seconds, what, pause=0.5)

    def start_web(self) -> None:
        """The web alone, beside the parts that run on this data already."""
        command = web_part("127.0.0.1", self.port).command
        self.process = start(command, self.log, **self.environment)
        self.wait_until_up("the second web")

    def stop(self) -> int:
        assert self.process is not None
        return stop(self.process, signal.SIGINT, 60)

    def still_runs(self) -> None:
        """Fails the test, with the last lines of the log, when the site has ended by itself."""
        assert self.process is not None
        if self.process.poll() is not None:
            pytest.fail(
                f"the site ended with {self.process.returncode}:\n{self.log.read_text()[-4000:]}"
            )

    def is_up(self) -> bool:
        self.still_runs()
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def _clean_environment() -> dict[str, str]:
    """Ours, without what a run against PostgreSQL set for the tests themselves."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "BROKER_URL")
    }


@pytest.fixture(scope="session")
def site(demo_data: Path) -> Iterator[Site]:
    """The running site with the demo in it, one for all tests of this process: leave it as you
    found it, or add to it only."""
    var = Path(tempfile.mkdtemp(prefix="cb-site-"))
    running = Site(var)
    running.fill(demo_data)
    running.start()
    yield running
    running.stop()
    shutil.rmtree(var, ignore_errors=True)


@pytest.fixture(scope="session")
def true_gate(site: Site) -> Iterator[Site]:
    """The same site through a web of its own that asks for as much listening before a vote as a
    real one does."""
    second = Site(site.var, VOTING_REQUIRED_MS="5000", WEB_WORKERS="1")
    second.log = site.var / "second.log"
    second.start_web()
    yield second
    second.stop()
