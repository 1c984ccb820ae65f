"""Of the threads of a process that wait for SQLite's lock of writers, only some wait long, so that
the others are there for who only reads."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import OperationalError, connection

from chartbusters.ops.sqlite3.base import DatabaseWrapper, patience_of
from chartbusters.ops.sqlite3.patience import WritePatience
from tests.servers import wait_until

LONG = 600.0  # seconds that no test lasts


class Writers(NamedTuple):
    """`start()`: a thread with a connection of its own writes a word."""

    start: Callable[[], "Future[Any]"]
    patience: WritePatience


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "words.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE word (text)")
    return path


@pytest.fixture
def writers(db: None, database: Path) -> Iterator[Writers]:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no single lock of writers")
    options = {"transaction_mode": "IMMEDIATE", "timeout": LONG, "places": 2}
    own = {**connection.settings_dict, "NAME": str(database), "OPTIONS": options}
    patience = patience_of(str(database), LONG, 2)
    patience.moment = 0.0

    def write() -> None:
        wrapper = DatabaseWrapper(own, "words")
        with closing(wrapper), wrapper.cursor() as cursor:
            cursor.execute("INSERT INTO word VALUES (%s)", [threading.current_thread().name])

    with ThreadPoolExecutor(8) as pool:
        yield Writers(lambda: pool.submit(write), patience)


def words(database: Path) -> int:
    with closing(sqlite3.connect(database)) as reader:
        return int(reader.execute("SELECT count(*) FROM word").fetchone()[0])


def done(futures: "list[Future[Any]]") -> "list[Future[Any]]":
    return [each for each in futures if each.done()]


def test_it_works() -> None:
    """Six wait a moment together; two of them may wait on."""
    patience = WritePatience(LONG, places=2)
    together, free = threading.Barrier(6), threading.Event()

    def attempt(seconds: float) -> None:
        if seconds == patience.moment:
            together.wait(LONG)
            raise BlockingIOError
        free.wait(LONG)

    with ThreadPoolExecutor(6) as pool:
        futures = [pool.submit(patience.write, attempt, BlockingIOError) for _ in range(6)]
        wait_until(lambda: len(done(futures)) == 4, what="four that are turned away")
        turned_away = done(futures)
        free.set()
    for each in futures:
        assert isinstance(each.exception(), BlockingIOError) == (each in turned_away)


def test_who_comes_later_is_told_at_once(database: Path, writers: Writers) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        first = writers.start()
        wait_until(lambda: writers.patience._waiting == 1)
        for _ in range(5):
            with pytest.raises(OperationalError, match="locked"):
                writers.start().result()
        other.execute("ROLLBACK")
    first.result()
    assert words(database) == 1


def test_all_wait_a_moment(database: Path, writers: Writers) -> None:
    """Which is all that the lock takes to come round while nobody keeps it."""
    writers.patience.moment = LONG
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        futures = [writers.start() for _ in range(6)]
        other.execute("ROLLBACK")
    for each in futures:
        each.result()
    assert words(database) == 6


def test_all_wait_again_once_somebody_could_write(database: Path, writers: Writers) -> None:
    writers.patience._failed_at = time.monotonic()
    assert writers.patience._is_held(time.monotonic())
    writers.start().result()
    assert not writers.patience._is_held(time.monotonic())


def test_bad_luck_is_not_a_lock_that_somebody_keeps() -> None:
    """While others here can write, who asked at the wrong moments asks again."""
    patience = WritePatience(LONG, places=0)
    answers: Iterator[type[Exception] | None] = iter([OSError, OSError, None])

    def attempt(seconds: float) -> str:
        if answer := next(answers):
            patience.write(lambda seconds: "another", OSError)
            raise answer
        return "written"

    assert patience.write(attempt, OSError) == "written"


def test_a_transaction_begins_with_the_same_patience(database: Path, writers: Writers) -> None:
    options = {"transaction_mode": "IMMEDIATE", "timeout": LONG, "places": 0}
    own = {**connection.settings_dict, "NAME": str(database), "OPTIONS": options}
    patience_of(str(database), LONG, 0).moment = 0.0
    wrapper = DatabaseWrapper(own, "words")
    wrapper.ensure_connection()
    with closing(wrapper), closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            wrapper._start_transaction_under_autocommit()


def test_another_error_is_told_as_it_is(database: Path, writers: Writers) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("DROP TABLE word")
    with pytest.raises(OperationalError, match="no such table"):
        writers.start().result()
