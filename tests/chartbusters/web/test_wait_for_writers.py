"""Who waits for SQLite's lock of all writers looks for it often, however long it takes, and gives up in time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from chartbusters.settings import database

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Any]:
    """A connection as the site has it, but with a second of patience and to a database of its own."""
    words: dict[str, Any] = database(f"sqlite:///{tmp_path / 'own.sqlite3'}")
    own = ConnectionHandler({"default": {**words, "OPTIONS": {**words["OPTIONS"], "timeout": 1}}})["default"]
    own.cursor().execute("CREATE TABLE song (title TEXT)")
    yield own
    own.close()


@pytest.fixture
def holder(tmp_path: Path, waiting: Any) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "own.sqlite3", isolation_level=None)) as held:
        held.execute("BEGIN IMMEDIATE")
        yield held


class Looks:
    """Counts how often a transaction is begun, and does something at the tenth time."""

    def __init__(self, at_the_tenth: Callable[[], Any] = lambda: None) -> None:
        self.count, self.at_the_tenth = 0, at_the_tenth

    def __call__(self, execute: Callable[..., Any], sql: str, *words: Any) -> Any:
        self.count += sql.startswith("BEGIN")
        if self.count == 10:
            self.at_the_tenth()
        return execute(sql, *words)


def test_it_works(waiting: Any, holder: sqlite3.Connection) -> None:
    """SQLite alone looks every tenth of a second: what is free for a moment goes to those who have just come."""
    looks = Looks(at_the_tenth=lambda: holder.execute("COMMIT"))
    with waiting.execute_wrapper(looks):
        waiting._start_transaction_under_autocommit()
    waiting.cursor().execute("INSERT INTO song VALUES ('mine')")
    waiting.cursor().execute("COMMIT")
    assert looks.count == 10


def test_it_gives_up(waiting: Any, holder: sqlite3.Connection) -> None:
    with waiting.execute_wrapper(looks := Looks()), pytest.raises(OperationalError, match="locked"):
        waiting._start_transaction_under_autocommit()
    assert looks.count > 10


@pytest.mark.usefixtures("holder")
def test_what_writes_without_a_transaction_waits_as_long_as_ever(waiting: Any) -> None:
    with pytest.raises(OperationalError):
        waiting._start_transaction_under_autocommit()
    assert waiting.cursor().execute("PRAGMA busy_timeout").fetchone() == (1000,)


def test_another_error_is_not_waited_for(waiting: Any) -> None:
    with waiting.execute_wrapper(looks := Looks()):
        waiting._start_transaction_under_autocommit()
        with pytest.raises(OperationalError, match="within a transaction"):
            waiting._start_transaction_under_autocommit()
    assert looks.count == 2
