"""How long the threads of a process wait for SQLite's lock of writers, of which there is one.

SQLite lets each one poll for the lock, so whoever holds it long would hold as many threads as come.
Here all wait a moment, which is enough while the lock goes from hand to hand. After that only a few
wait on; the others, and whoever comes until it is free again, hear at once that it is taken, and
their threads serve who only reads.
"""

import math
import threading
import time
from collections.abc import Callable
from typing import Any


class WritePatience:
    def __init__(self, wait: float, places: int) -> None:
        """`wait`: seconds that one waits at most. `places`: how many may wait so long at once."""
        self.wait = wait
        self.places = places
        self.moment = wait / 4  # seconds for which all wait
        self._lock = threading.Lock()
        self._waiting = 0
        self._written_at = -math.inf  # when somebody here last had the lock
        self._failed_at = -math.inf  # when somebody here last waited for it in vain

    def write(self, attempt: Callable[[float], Any], taken: type[Exception]) -> Any:
        """Calls `attempt(seconds)`, which waits so long for the lock and raises `taken` after
        that."""
        outcome = self._write_before(time.monotonic() + self.wait, attempt, taken)
        self._written_at = time.monotonic()
        return outcome

    def _write_before(
        self, end: float, attempt: Callable[[float], Any], taken: type[Exception]
    ) -> Any:
        asked_at = time.monotonic()
        held = self._is_held(asked_at)
        try:
            return attempt(0.0 if held else self.moment)
        except taken:
            left = end - time.monotonic()
            if self._written_at > asked_at and left > 0:  # others here had it: only bad luck
                return self._write_before(end, attempt, taken)
            self._failed_at = time.monotonic()
            if held or not self._take_place():
                raise
        return self._wait_on(attempt, max(0.0, left))

    def _is_held(self, now: float) -> bool:
        """Somebody found out just now; who comes need not find out again, and is told at once."""
        return self._failed_at > self._written_at and now - self._failed_at < self.wait

    def _take_place(self) -> bool:
        with self._lock:
            free = self._waiting < self.places
            self._waiting += free
        return free

    def _wait_on(self, attempt: Callable[[float], Any], seconds: float) -> Any:
        try:
            return attempt(seconds)
        finally:
            with self._lock:
                self._waiting -= 1
