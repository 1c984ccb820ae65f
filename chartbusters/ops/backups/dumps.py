"""The database as a file: a copy of SQLite by its own means, or what pg_dump writes. Both are of
one moment."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

from chartbusters.ops.backups.manifest import refuse

SQLITE, POSTGRES = "database.sqlite3", "database.dump"


def database_dump(folder: Path) -> None:
    """Writes the database as it is at one moment while others write to it. Raises `Refused`."""
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(sqlite_path())) as source,
            closing(sqlite3.connect(folder / SQLITE)) as copy,
        ):
            # all pages in one step: one moment, and in WAL no writer waits for it
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        sqlite_check(folder / SQLITE)
    else:
        _postgres("pg_dump", "--format=custom", "--no-owner", f"--file={folder / POSTGRES}")


def postgres_load(dump: Path) -> None:
    """Fills the empty database of the settings, wholly or not at all. Raises `Refused`."""
    _postgres(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--dbname=",
        str(dump),
    )


def sqlite_path() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def sqlite_check(path: Path) -> None:
    """Raises `Refused` for a file that is not sound in itself."""
    try:
        with closing(sqlite3.connect(path)) as opened:
            told = [str(row[0]) for row in opened.execute("PRAGMA integrity_check(3)")]
            strays = opened.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        told, strays = [str(error)], None
    if told != ["ok"]:
        refuse(f"The database in {path} is damaged: {told[0]}.")
    if strays:
        refuse(
            f"The database in {path} is damaged: a row of {strays[0]} refers to one of "
            f"{strays[2]} that is gone."
        )


def has_tables() -> bool:
    """Whether somebody's site is in the database of the settings."""
    if connection.vendor == "sqlite":
        return sqlite_path().exists() and sqlite_path().stat().st_size > 0
    return bool(connection.introspection.table_names())


def _postgres(program: str, *words: str) -> None:
    if not shutil.which(program):
        refuse(
            f"{program} is not on the PATH. Install PostgreSQL's client programs, of your "
            "server's version or newer."
        )
    line = [program, *words]
    if "--dbname=" in line:
        line[line.index("--dbname=")] = f"--dbname={connection.settings_dict['NAME']}"
    # not on the command line, which everybody on the machine can read
    environment = {
        **os.environ,
        **dict(_login()),
    }
    outcome = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    if outcome.returncode:
        refuse(f"{program} failed: {outcome.stderr.strip()[-500:]}.")


def _login() -> Iterator[tuple[str, str]]:
    values = {**connection.settings_dict, **connection.settings_dict["OPTIONS"]}
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
        "NAME": "PGDATABASE",
    }
    names |= {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "service": "PGSERVICE"}
    for ours, theirs in names.items():
        if value := values.get(ours):
            yield theirs, str(value)
