"""What many threads want at the same time is done together, by whichever of them came first."""

from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

Wish = TypeVar("Wish")
Outcome = TypeVar("Outcome")


class _Waiting(Generic[Wish, Outcome]):
    """One thread's wish, until it is done or the thread is to lead the next group."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.outcome: Outcome | None = None
        self.leads = False
        self.woken = Event()


class Gathering(Generic[Wish, Outcome]):
    """`done(wish)` in each thread; `together` is given the wishes of a group and returns their
    outcomes, in their order.

    Nobody waits for others to come: the first goes at once, and who comes meanwhile is the next
    group. So a group grows with the load, and a thread alone loses nothing.
    """

    def __init__(
        self, together: Callable[[Sequence[Wish]], Sequence[Outcome]], most: int = 256
    ) -> None:
        self._together = together
        self._most = most
        self._line: list[_Waiting[Wish, Outcome]] = []
        self._busy = False
        self._lock = Lock()

    def done(self, wish: Wish) -> Outcome | None:
        """None where the group came to nothing: what went wrong was perhaps another's wish, so
        each goes its own way then."""
        mine = _Waiting[Wish, Outcome](wish)
        with self._lock:
            self._line.append(mine)
            leads, self._busy = not self._busy, True
        if not leads:
            mine.woken.wait()
        if leads or mine.leads:
            self._lead()
        return mine.outcome

    def _lead(self) -> None:
        """Does the first of the line, among them the leader's own wish, and hands on."""
        with self._lock:
            group, self._line = self._line[: self._most], self._line[self._most :]
        try:
            outcomes = self._together([waiting.wish for waiting in group])
            for waiting, outcome in zip(group, outcomes, strict=True):
                waiting.outcome = outcome
        except Exception:
            for waiting in group:
                waiting.outcome = None
        finally:
            self._hand_on()
            for waiting in group:
                waiting.woken.set()

    def _hand_on(self) -> None:
        with self._lock:
            self._busy = bool(self._line)
            if self._line:
                self._line[0].leads = True
                self._line[0].woken.set()
