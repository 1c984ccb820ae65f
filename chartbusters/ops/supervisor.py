"""Runs the parts of the site as children: starts them, restarts what dies, stops all, leaves
nothing.

The web is started at once, so that somebody answers whatever else is missing; what would only fail
without the broker waits for it. A site that has not been up yet gives up on a part that keeps
dying: whoever started it is there to read why. One that has been up never does, since what ails it
(a full disk, say) may pass.
"""

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType

from chartbusters.ops.child import Child, Part

TICK = 0.25  # seconds between two looks at the children
HASTE = 0.05  # the same while some are not started yet


class Supervisor:
    """`run` starts the parts in order, keeps them running until a signal comes, and stops
    them all."""

    def __init__(
        self, parts: list[Part], is_up: Callable[[], bool], announce: Callable[[float], None]
    ) -> None:
        self.children = [Child(part) for part in parts]
        self.is_up = is_up
        self.announce = announce
        self.stopping = threading.Event()

    def run(self) -> None:
        """Returns when a signal came. Raises `GivenUp` when a part cannot be started; all others
        are stopped then."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)
        began = time.monotonic()
        try:
            announced, ask_at = False, began
            while not self.stopping.is_set():
                self._look()
                if not announced and time.monotonic() >= ask_at:
                    announced = self._announced_since(began)
                    ask_at = _later(began)
                self.stopping.wait(TICK if all(child.begun for child in self.children) else HASTE)
        finally:
            self._stop([child for child in self.children if not child.part.needed_by_others])
            self._stop([child for child in self.children if child.part.needed_by_others])

    def _announced_since(self, began: float) -> bool:
        """Whether all is up by now, which it tells."""
        if not self.is_up():
            return False
        for child in self.children:
            child.patient = True
        self.announce(time.monotonic() - began)
        return True

    def _look(self) -> None:
        for child in self.children:
            if child.begun or not child.part.waits or self._has_what_is_needed():
                child.look()

    def _has_what_is_needed(self) -> bool:
        return all(child.was_ready for child in self.children if child.part.needed_by_others)

    def _stop(self, children: list[Child]) -> None:
        for child in children:
            child.ask_to_stop()
        for child in children:
            child.wait_for_end()

    def _stop_soon(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()


def _later(began: float) -> float:
    """When to ask again: a twentieth of the time that it took so far. Each question costs a site
    that starts slowly more of what it lacks."""
    now = time.monotonic()
    return now + (now - began) / 20
