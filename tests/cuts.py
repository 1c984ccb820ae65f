"""Database and broker that fail in the midst of a request: the n-th call is cut before it is made,
or after it.

Cut after means that it was done and nobody heard of it: what a network does when it goes away at
the wrong moment.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from celery import current_app
from django.db import OperationalError, connection
from kombu.exceptions import OperationalError as BrokerError

WHEN = ("before", "after")


class Cut:
    """Counts calls, and cuts the n-th. `happened` tells whether there were as many."""

    def __init__(self, number: int, when: str) -> None:
        self.number, self.when = number, when
        self.calls = 0
        self.happened = False

    def call(self, call: Callable[[], Any], fail: Callable[[], None]) -> Any:
        self.calls += 1
        if self.calls != self.number:
            return call()
        self.happened = True
        if self.when == "after":
            call()
        return fail()


@contextlib.contextmanager
def database_cut(number: int, when: str) -> Iterator[Cut]:
    cut = Cut(number, when)

    def executed(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        return cut.call(lambda: execute(sql, params, many, context), _lose_database)

    commit = connection._commit
    connection._commit = lambda: cut.call(commit, _lose_database)  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(executed):
            yield cut
    finally:
        del connection._commit  # the one of the class stands again


def _lose_database() -> None:
    """PostgreSQL: the connection is gone, and with it the transaction. SQLite has none: the disk
    fails."""
    if connection.vendor == "postgresql" and connection.connection is not None:
        connection.connection.close()
    raise OperationalError("cut by the test")


@contextlib.contextmanager
def broker_cut(number: int, when: str) -> Iterator[Cut]:
    cut = Cut(number, when)
    app = current_app._get_current_object()
    send = app.send_task

    def sent(*words: Any, **options: Any) -> Any:
        return cut.call(lambda: send(*words, **options), _lose_broker)

    app.send_task = sent
    try:
        yield cut
    finally:
        del app.send_task


def _lose_broker() -> None:
    raise BrokerError("cut by the test")
