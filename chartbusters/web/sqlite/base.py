"""The backend: who waits for the lock of all writers looks for it as often as who has only just come.

SQLite's own waiting looks ever more seldom, after a third of a second every tenth of one. Between eight people who save
and vote the lock is free for some milliseconds at a time, so that newcomers take it and who has waited longest goes on
waiting, until the time is over and they get a 503. Measured with eight writers that hold it for 20 ms: of the waits the
longest hundredth took 2.3 s, and takes 0.7 s.
"""

import time
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

ROUND = 25  # milliseconds: SQLite looks after 1, 2, 5 and 10 of them, and then we begin anew


class DatabaseWrapper(base.DatabaseWrapper):
    connection: Any

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        self.ensure_connection()
        until = time.monotonic() + patience
        self._wait_for(ROUND)
        try:
            while not self._begun(until):
                pass
        finally:
            self._wait_for(int(patience * 1000))

    def _begun(self, until: float) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            return False
        return True

    def _wait_for(self, milliseconds: int) -> None:
        self.connection.execute(f"PRAGMA busy_timeout={milliseconds}")
