"""Rows of before: a database of the kind that this run has, with nothing in it, in which migrations
go no further than a test asks."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

EMPTY = "empty"  # on a server of this process alone


@pytest.fixture
def empty_database(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """What this process is connected to, until the test ends, has no tables."""
    settings = connection.settings_dict
    usual = settings["NAME"]
    connection.close()
    settings["NAME"] = _made(tmp_path)
    yield
    connection.close()
    settings["NAME"] = usual
    if connection.vendor == "postgresql":
        _ask_server(f"DROP DATABASE {EMPTY}")


def _made(folder: Path) -> str:
    if connection.vendor == "sqlite":
        return str(folder / f"{EMPTY}.sqlite3")
    _ask_server(f"CREATE DATABASE {EMPTY}")
    return EMPTY


def _ask_server(words: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(words)


@pytest.fixture
def migrated_to(empty_database: None) -> Callable[[str, str], Apps]:
    """`migrated_to("accounts", "0003_tokens_by_digest")`: the models of that age. Back and forth in
    the whole database would be ten times the work, most of it on tables that have no part in it."""

    def migrate(app: str, migration: str) -> Apps:
        return MigrationExecutor(connection).migrate([(app, migration)]).apps

    return migrate
