"""What leaves a server alone for a moment once it has failed, so that one request in a while waits
for it, not all."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger(__name__)


class LeftAloneError(Exception):
    """Not asked, since it failed a moment ago."""


class Breaker:
    """Closed while all is well. After a failure, of those who come only one in `pause` seconds may
    try."""

    def __init__(self, name: str, pause: float) -> None:
        self.name = name
        self.pause = pause
        self._lock = threading.Lock()
        self._failing = False
        self._next_try = 0.0

    @property
    def failing(self) -> bool:
        return self._failing

    @contextmanager
    def guard(self, failures: tuple[type[BaseException], ...]) -> Iterator[None]:
        """Around one call. Raises `LeftAloneError` in its place while the server is left alone."""
        self._ask()
        try:
            yield
        except failures as error:
            self.failed(error)
            raise
        if self._failing:
            self._recovered()

    def _ask(self) -> None:
        if not self._failing:
            return
        with self._lock:
            now = time.monotonic()
            if self._failing and now < self._next_try:
                raise LeftAloneError(
                    f"{self.name} failed a moment ago and is left alone for {self.pause:g} s"
                )
            self._next_try = now + self.pause  # for the others: this caller tries

    def failed(self, error: BaseException) -> None:
        """From now on it is left alone."""
        with self._lock:
            first, self._failing = not self._failing, True
            self._next_try = time.monotonic() + self.pause
        if first:
            logger.warning("%s does not answer and is left alone: %s", self.name, error)

    def forget(self) -> None:
        """For whoever points at another server: what the one before did says nothing of it."""
        self._failing = False

    def _recovered(self) -> None:
        with self._lock:
            self._failing = False
        logger.warning("%s answers again", self.name)
