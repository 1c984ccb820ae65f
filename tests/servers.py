"""Real servers for tests: a broker, a Celery worker on it, and the whole site as `manage.py up`
runs it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from random import SystemRandom
from typing import Any
from urllib.error import URLError

import pytest
from celery import current_app
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection
from kombu import pools

from chartbusters.ops import redis_cache, sending
from chartbusters.ops.parent_death import SUPERVISED, die_with_parent
from chartbusters.ops.processes import answers, broker_program, web_part

REPOSITORY = Path(__file__).resolve().parent.parent
SITE_CACHE = {"BACKEND": "chartbusters.ops.redis_cache.RedisCache", "KEY_PREFIX": "chartbusters"}


def slowness() -> float:
    """How many times longer things take now than on this machine when it is quiet: what wants to
    run, for each core."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def wait_until(check: Callable[[], Any], seconds: float = 60.0, what: str = "") -> Any:
    """The first true answer of `check`; fails the test when there is none in time, which a busy
    machine has more of."""
    began = time.monotonic()
    while not (answer := check()):
        if time.monotonic() - began > seconds * slowness():
            pytest.fail(
                f"waited {time.monotonic() - began:.0f} s in vain for {what or check.__name__}"
            )
        time.sleep(0.05)
    return answer


@pytest.fixture(scope="session")
def eventually() -> Callable[..., Any]:
    """`eventually(lambda: job_is_done(), seconds=60)`: waits for what another process does."""
    return wait_until


def start(command: list[str], log: Path, **environment: str) -> subprocess.Popen[bytes]:
    """A child in its own process group that ends with the test run, its output in `log`."""
    parent = os.getpid()
    log.touch(0o600)  # as the site makes its own
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            env={**os.environ, SUPERVISED: str(parent), **environment},
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


@pytest.fixture(scope="session")
def broker_server() -> Iterator[str]:
    """A real Valkey server on a socket of its own; yields the address for BROKER_URL."""
    folder = Path(tempfile.mkdtemp(prefix="cb-"))
    path = folder / "broker.sock"
    options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(folder)]
    process = start([broker_program(), *options], folder / "log")
    wait_until(lambda: answers(path), what="the broker")
    yield f"redis+socket://{path}"
    stop(process)
    shutil.rmtree(folder, ignore_errors=True)


def point_celery_at(address: str) -> None:
    """Makes `task.delay` of this process send to another broker."""
    sending.breaker.forget()
    app = current_app._get_current_object()
    app.conf.broker_url = address
    # Celery and kombu keep the connections and producers of the address before.
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None


@pytest.fixture
def broker(broker_server: str, settings: LazySettings) -> Iterator[str]:
    """The broker, empty, with this process's tasks and cache pointed at it."""
    address = broker_server.replace("redis+socket://", "unix://")
    _flush(address)
    redis_cache.breaker.forget()
    settings.CACHES = {"default": {**SITE_CACHE, "LOCATION": f"{address}?db=1"}}
    point_celery_at(broker_server)
    yield broker_server
    point_celery_at("memory://")


@pytest.fixture
def cache_away(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """The site's own cache, with nobody at its address."""
    redis_cache.breaker.forget()
    settings.CACHES = {"default": {**SITE_CACHE, "LOCATION": f"unix://{tmp_path}/none.sock?db=1"}}
    yield
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    redis_cache.breaker.forget()


def _flush(address: str) -> None:
    import redis

    with redis.Redis.from_url(address) as server:
        server.flushall()


def database_url() -> str:
    """DATABASE_URL of the test database, for the environment of another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    user, password, host = database["USER"], database["PASSWORD"], database["HOST"]
    return f"postgresql://{user}:{password}@/{database['NAME']}?host={host}"


class LiveWorker:
    """A Celery worker in its own process, which a test may kill in mid-job and start again."""

    def __init__(self, folder: Path, broker: str, **environment: str) -> None:
        self.log = folder / "worker.log"
        self.environment = {
            "VAR_DIR": str(folder),
            "SECRET_KEY": django_settings.SECRET_KEY,
            "DATABASE_URL": database_url(),
            "BROKER_URL": broker,
            "PART": "worker",
            "OMP_NUM_THREADS": "1",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when the worker takes tasks."""
        ready = self._ready_lines()
        command = [
            *(
                sys.executable,
                "-m",
                "celery",
                "--quiet",
                "--app",
                "chartbusters",
                "worker",
                "--pool",
                "prefork",
            ),
            *(
                "--queues",
                "quick,render,generate,train",
                "--concurrency",
                "1",
                "--without-gossip",
                "--without-mingle",
            ),
        ]
        self.process = start(command, self.log, **self.environment)
        wait_until(self._has_started_since(ready), what="the worker")

    def kill(self) -> None:
        """kill -9 of the worker with its children, as the out-of-memory killer or a power cut
        would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGQUIT)
            self.process = None

    def _ready_lines(self) -> int:
        return self.log.read_text().count(" ready.") if self.log.exists() else 0

    def _has_started_since(self, before: int) -> Callable[[], bool]:
        def started() -> bool:
            assert self.process is not None
            if self.process.poll() is not None:
                pytest.fail(f"the worker ended at once:\n{self.log.read_text()[-3000:]}")
            return self._ready_lines() > before

        return started


@pytest.fixture
def live_worker(
    transactional_db: None, broker: str, short_folder: Path, settings: LazySettings
) -> Iterator[LiveWorker]:
    """A running worker on the test's database and broker. Short leases, so that lost jobs are found
    soon.

    Needs `@pytest.mark.django_db(transaction=True)`: what the test writes must be committed to be
    seen. Files of tasks go to `settings.MEDIA_ROOT`, which both sides share.
    """
    settings.JOB_LEASE_SECONDS, settings.JOB_HEARTBEAT_SECONDS = 3, 1
    settings.MEDIA_ROOT = short_folder / "media"
    worker = LiveWorker(short_folder, broker, JOB_LEASE_SECONDS="3", JOB_HEARTBEAT_SECONDS="1")
    worker.start()
    yield worker
    worker.stop()


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
        self.process = start([sys.executable, "manage.py", "up"], self.log, **self.environment)
        wait_until(self.is_up, 120, "the site")

    def start_web(self) -> None:
        """The web alone, beside the parts that run on this data already."""
        command = web_part("127.0.0.1", self.port).command
        self.process = start(command, self.log, **self.environment)
        wait_until(self.is_up, 120, "the second web")

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
def site(fresh_data: Path) -> Iterator[Site]:
    """The running site with the demo in it, one for the whole test run: leave it as you found it,
    or add to it only."""
    var = Path(tempfile.mkdtemp(prefix="cb-site-"))
    running = Site(var)
    running.fill(fresh_data)
    running.manage("demo")
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
