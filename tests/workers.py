"""A real Celery worker for tests, which may be killed and started."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.db import connection

from tests.servers import start, stop
from tests.waiting import wait_until

COMMAND = [
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
        "quick,boards,render,webhooks,generate,train",
        "--concurrency",
        "1",
        "--without-gossip",
        "--without-mingle",
    ),
]


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
        self.command = COMMAND
        self.environment = {
            "VAR_DIR": str(folder),
            "SECRET_KEY": django_settings.SECRET_KEY,
            "DATABASE_URL": database_url(),
            "BROKER_URL": broker,
            "PART": "worker",
            "CELERY_SKIP_CHECKS": "true",  # as the site starts its own
            "OMP_NUM_THREADS": "1",
            **environment,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when the worker takes tasks."""
        ready = self._ready_lines()
        self.process = start(self.command, self.log, **self.environment)
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
