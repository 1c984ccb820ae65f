"""The web's processes: granian's, but kept alive through deaths that come soon after one
another."""

import logging
import time
from collections import defaultdict, deque
from typing import Any

from granian.server.mp import MPServer

logger = logging.getLogger(__name__)
TICK = 0.1  # seconds between two looks at the processes
MANY, WITHIN = 8, 20.0  # deaths of one process within so many seconds: it cannot be kept alive


class Server(MPServer):
    """Looks which processes live, and starts the others again; ends when one keeps dying, and is
    tried again later.

    granian itself ends when a process dies within 5.5 s of being started again, and misses the
    second of two that die at the same moment. An out-of-memory killer does just that.
    """

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.deaths: dict[int, deque[float]] = defaultdict(lambda: deque(maxlen=MANY))

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(TICK)
            self.main_loop_interrupt.clear()
            self.interrupt_children.clear()
            if self.interrupt_signal:
                return
            if self.reload_signal:
                self._reload(spawn_target, target_loader)  # type: ignore[no-untyped-call]
            dead = [number for number, process in enumerate(self.wrks) if not _alive(process)]
            if any(self._keeps_dying(number) for number in dead):
                logger.error(
                    "a process of the web has died %d times within %.0f s; all of it ends",
                    MANY,
                    WITHIN,
                )
                # by which granian knows to end with a status of 1
                self.interrupt_children.extend(dead)
                return
            if dead:
                self._respawn_workers(dead, spawn_target, target_loader)

    def _keeps_dying(self, number: int) -> bool:
        times = self.deaths[number]
        times.append(time.monotonic())
        return len(times) == MANY and times[-1] - times[0] < WITHIN


def _alive(process: Any) -> bool:
    return bool(process.is_alive())
