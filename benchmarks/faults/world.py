"""One site to be hurt: `manage.py up` on a disk, a database and a broker that may be stopped, cut
off or killed."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from database import Database
from disks import SmallDisk, can_mount
from ledger import Ledger, Writer
from people import PEOPLE, SETUP
from processes import free_port
from proxy import Proxy

REPOSITORY = Path(__file__).resolve().parent.parent.parent


class World(Database):
    def __init__(self, database: str, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.disk = SmallDisk(folder / "disk", 600) if can_mount() else None
        self.home = folder / "disk"
        self.home.mkdir(exist_ok=True)
        self.var = self.home / "var"
        self.var.mkdir()
        self.people: list[dict[str, Any]] = []
        self.leader = 0  # process of PostgreSQL
        self.port = free_port()
        self.broker_port = free_port()
        self.to_broker = Proxy(("127.0.0.1", self.broker_port))
        self.to_database: Proxy | None = None
        self.supervisor: subprocess.Popen[bytes] | None = None
        self.broker: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "VAR_DIR": str(self.var),
            "PORT": str(self.port),
            "LIMITS_ENABLED": "false",
            "VOTING_REQUIRED_MS": "0",
            "BROKER_URL": f"redis://127.0.0.1:{self.to_broker.port}/0",
            "JOB_LEASE_SECONDS": "10",
            "JOB_HEARTBEAT_SECONDS": "2",
        }
        for name in ("DATABASE_URL", "PART"):
            self.environment.pop(name, None)
        self.usual = dict(self.environment)

    def build(self) -> None:
        self.start_database()
        self.start_broker()
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        told = self.manage("shell", "--no-imports", "-c", SETUP.replace("COUNT", str(PEOPLE)))
        self.people = json.loads(told.partition("PEOPLE")[2])
        # a disk that loses its power is to lose what the site wrote, not what was put there before
        os.sync()
        self.start()

    def manage(self, *words: str) -> str:
        command = [sys.executable, "manage.py", *words]
        ended = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=self.environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=180,
        )
        if ended.returncode:
            raise SystemExit(
                f"manage.py {words[0]} ended with {ended.returncode}:\n{ended.stderr[-2000:]}"
            )
        return ended.stdout

    def start(self) -> None:
        """Starts the site, and waits until it is well."""
        with (self.folder / "site.log").open("ab") as log:
            self.supervisor = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        self.seconds_until_well()

    def as_usual(self) -> None:
        """Puts back what the last fault changed in the site's surroundings."""
        if self.environment != self.usual:
            self.stop()
            self.environment = dict(self.usual)
            self.start()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        assert self.supervisor is not None
        self.supervisor.send_signal(how)
        self.supervisor.wait(90)

    def kill(self) -> None:
        """kill -9 of the supervisor, with which all parts end."""
        assert self.supervisor is not None
        self.supervisor.kill()
        self.supervisor.wait()

    def mount_again(self) -> None:
        """After the disk was lost: PostgreSQL ends, the disk is mounted as a new one, and all
        starts on it."""
        assert self.disk is not None
        if self.database == "postgresql":
            self.kill_postgres()
        time.sleep(2)
        self.disk.unmount()
        self.disk.mount()
        if self.database == "postgresql":
            self.restart_postgres()
        self.start()

    def start_broker(self) -> None:
        from chartbusters.ops.processes import broker_program

        store = self.folder / "broker"
        store.mkdir(exist_ok=True)
        words = [
            "--port",
            str(self.broker_port),
            "--dir",
            str(store),
            "--appendonly",
            "yes",
            "--save",
            "",
        ]
        self.broker = subprocess.Popen(
            [broker_program(), *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def wipe_broker(self) -> None:
        assert self.broker is not None
        self.broker.kill()
        self.broker.wait()
        shutil.rmtree(self.folder / "broker")

    @contextlib.contextmanager
    def writers(self, ledger: Ledger) -> Iterator[list[Writer]]:
        at_work = [Writer(self.port, person, ledger) for person in self.people]
        for writer in at_work:
            writer.start()
        try:
            yield at_work
        finally:
            for writer in at_work:
                writer.resting.set()
            for writer in at_work:
                writer.join(120)

    def seconds_until_well(self, most: float = 180.0) -> float:
        """Until every part is well, but the scheduler: its tick waits behind recordings on a busy
        machine."""
        began = time.monotonic()
        while time.monotonic() - began < most:
            if not [ill for ill in self.ill_parts() if not ill.startswith("scheduler")]:
                return time.monotonic() - began
            if self.supervisor and self.supervisor.poll() is not None:
                break
            time.sleep(0.1)
        words = (self.folder / "site.log").read_text()[-3000:]
        raise SystemExit(f"the site is not well again: {self.ill_parts()}\n{words}")

    def ill_parts(self) -> list[str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            parts = json.loads(connection.getresponse().read())["parts"]
        except (OSError, http.client.HTTPException, ValueError):
            return ["web: no answer"]
        return [f"{name}: {part['detail']}" for name, part in parts.items() if not part["ok"]]

    def seconds_until_written(self, ledger: Ledger, most: float = 120.0) -> float:
        began = time.monotonic()
        writer = Writer(self.port, self.people[0], ledger)
        writer.patience = most
        writer.compose(next(Writer.numbers))
        return time.monotonic() - began

    def asks(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", path)
            return connection.getresponse().status
        return 0

    def close(self) -> None:
        if self.supervisor and self.supervisor.poll() is None:
            self.stop()
        if self.broker:
            self.broker.kill()
        if self.database == "postgresql":
            self.kill_postgres()
        if self.disk:
            time.sleep(1)
            self.disk.unmount()
        shutil.rmtree(self.folder, ignore_errors=True)


def new_world(database: str) -> World:
    folder = Path(tempfile.mkdtemp(prefix="cb-faults-"))
    folder.chmod(0o755)
    return World(database, folder)
