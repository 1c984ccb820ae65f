"""What many threads want at the same time is done together, by whichever of them came first."""

from collections.abc import Callable, Sequence
from threading import Event, Lock
from typing import Generic, TypeVar

Wish = TypeVar("Wish")
Outcome = TypeVar("Outcome")


class _Waiting(Generic[Wish, Outcome]):
    """One thread's wish, until it is done or the thread is given a group to do."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.outcome: Outcome | None = None
        self.group: list[_Waiting[Wish, Outcome]] = []
        self.woken = Event()


class Gathering(Generic[Wish, Outcome]):
    """`done(wish)` in each thread; `together` is given the wishes of a group and returns their
    outcomes, in their order.

    Nobody waits for others to come: as long as fewer than `lanes` groups are at it, whoever comes
    goes at once; who comes meanwhile is the next group. So a group grows with the load, and a few
    threads lose nothing.
    """

    def __init__(
        self,
        together: Callable[[Sequence[Wish]], Sequence[Outcome]],
        *,
        most: int = 256,
        lanes: int = 2,
    ) -> None:
        self._together = together
        self._most = most
        self._line: list[_Waiting[Wish, Outcome]] = []
        self._free = lanes
        self._lock = Lock()

    def done(self, wish: Wish) -> Outcome | None:
        """None where the group came to nothing: what went wrong was perhaps another's wish, so
        each goes its own way then."""
        mine = _Waiting[Wish, Outcome](wish)
        with self._lock:
            if self._free > 0:  # nobody waits then
                self._free -= 1
                mine.group = [mine]
            else:
                self._line.append(mine)
        if not mine.group:
            mine.woken.wait()
        if mine.group:
            self._lead(mine.group)
        return mine.outcome

    def _lead(self, group: list[_Waiting[Wish, Outcome]]) -> None:
        try:
            outcomes = self._together([waiting.wish for waiting in group])
            for waiting, outcome in zip(group, outcomes, strict=True):
                waiting.outcome = outcome
        except Exception:
            for waiting in group:
                waiting.outcome = None
        finally:
            self._hand_on()
            for waiting in group[1:]:
                waiting.woken.set()

    def _hand_on(self) -> None:
        """All who wait by now are the next group, which the first of them does."""
        with self._lock:
            group, self._line = self._line[: self._most], self._line[self._most :]
            if not group:
                self._free += 1
                return
            group[0].group = group
            group[0].woken.set()
