"""The backend: of the threads of a process, only some wait long for the lock of writers."""

import re
import sqlite3
import threading
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

from chartbusters.ops.sqlite3.patience import WritePatience

READS = re.compile(r"[\s(]*(SELECT|PRAGMA|EXPLAIN)\b", re.IGNORECASE)
_patiences: dict[tuple[str, float, int], WritePatience] = {}
_patiences_lock = threading.Lock()


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes one more option, `places`: how many threads may wait as long as `timeout` says. None:
    all."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        params = {**conn_params}
        places = params.pop("places", None)
        connection = super().get_new_connection({**params, "factory": Connection})
        if places is not None:
            connection.patience = patience_of(str(params["database"]), params["timeout"], places)
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)


class TakenError(sqlite3.OperationalError):
    """Somebody else writes, and did for as long as we waited."""


class Connection(sqlite3.Connection):
    patience: WritePatience | None = None

    def write(self, execute: Callable[[], Any]) -> Any:
        """Calls `execute`, which begins a transaction, is part of one, or is one by itself."""
        if self.patience is None or self.in_transaction:
            return execute()

        def attempt(seconds: float) -> Any:
            self._wait_for_lock(seconds)
            try:
                return execute()
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                raise TakenError(f"{error}: another writer has it") from error

        try:
            return self.patience.write(attempt, TakenError)
        finally:
            self._wait_for_lock(self.patience.wait)

    def _wait_for_lock(self, seconds: float) -> None:
        self.execute(f"PRAGMA busy_timeout={seconds * 1000:.0f}")


class Cursor(base.SQLiteCursorWrapper):
    connection: Connection

    def execute(self, query: str, params: Any = None) -> Any:
        if READS.match(query):
            return super().execute(query, params)
        return self.connection.write(lambda: super(Cursor, self).execute(query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        rows = list(param_list)  # for it may be asked twice
        return self.connection.write(lambda: super(Cursor, self).executemany(query, rows))


def patience_of(database: str, wait: float, places: int) -> WritePatience:
    """What all threads of this process share for one database."""
    key = (database, wait, places)
    with _patiences_lock:
        return _patiences.setdefault(key, WritePatience(wait, places))
