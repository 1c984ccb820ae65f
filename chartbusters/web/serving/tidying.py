"""Memory goes back to the machine after large bodies, in a thread that nobody waits for."""

import logging
import threading

from generation.memory import release_memory

logger = logging.getLogger(__name__)
LARGE = 100_000  # bytes of a body
PAUSE = 1.0  # seconds between two times, at least; each costs some milliseconds


class Tidier:
    """`note` every body; after a large one the garbage is collected soon."""

    def __init__(self) -> None:
        self.needed = threading.Event()
        self.stopped = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self._run, name="tidying", daemon=True).start()

    def note(self, size: int) -> None:
        if size >= LARGE:
            self.needed.set()

    def _run(self) -> None:
        while not self.stopped.wait(PAUSE):
            self.needed.wait()
            self.needed.clear()
            try:
                release_memory()
            except Exception:
                logger.exception("memory could not be given back")
