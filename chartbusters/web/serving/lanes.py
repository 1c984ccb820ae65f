"""Lanes: a few threads each, and a short line before them in which nobody waits long, and waiting
takes no thread."""

import asyncio
import logging
import threading
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

from chartbusters.web.errors import Refusal
from chartbusters.web.serving.arrival import ClientGone

logger = logging.getLogger(__name__)
SOON = 5  # seconds after which whoever was refused may ask again, at the latest
Task = Callable[[], None]
Key = TypeVar("Key")
_BUSY = (
    "More is asked of the site just now than it can do. Nothing was changed; try again in "
    "{} seconds."
)


@contextmanager
def counted(counter: Counter[Key], key: Key) -> Iterator[None]:
    """One more under this key for as long as it is entered; a key that is at nothing again is
    forgotten."""
    counter[key] += 1
    try:
        yield
    finally:
        counter[key] -= 1
        if not counter[key]:
            del counter[key]


@dataclass(frozen=True)
class Plan:
    """How many tasks of a lane run at once, how many more may stand in line, and for how many
    seconds."""

    name: str
    threads: int
    line: int
    patience: float
    of_one_address: int | None = None  # running and in line together; None is no limit
    busy: str = _BUSY


class Lane:
    """Runs tasks in threads of its own. All but the tasks happens in the event loop, so nothing
    here needs a lock."""

    def __init__(self, plan: Plan, loop: asyncio.AbstractEventLoop) -> None:
        self.plan, self.loop = plan, loop
        self.free = plan.threads
        self.line: deque[asyncio.Future[None]] = deque()
        self.addresses: Counter[str] = Counter()
        self._tasks: SimpleQueue[tuple[Task, asyncio.Future[None]] | None] = SimpleQueue()
        for number in range(plan.threads):
            threading.Thread(target=self._work, name=f"{plan.name}-{number}", daemon=True).start()

    async def run(self, task: Task, address: str, gone: Callable[[], Awaitable[None]]) -> None:
        """Returns when the task is done. Raises `Refusal` (503) rather than wait long, and
        `ClientGone`."""
        most = self.plan.of_one_address
        if most is not None and self.addresses[address] >= most:
            raise self._busy()
        with counted(self.addresses, address):
            await self._turn(gone)
            done = self.loop.create_future()
            self._tasks.put((task, done))
            await done

    def close(self) -> None:
        for _ in range(self.plan.threads):
            self._tasks.put(None)

    async def _turn(self, gone: Callable[[], Awaitable[None]]) -> None:
        """Waits until a thread is free for us; from then on it is ours."""
        if self.free:
            self.free -= 1
            return
        if len(self.line) >= self.plan.line:
            raise self._busy()
        turn = self.loop.create_future()
        self.line.append(turn)
        leaving = asyncio.ensure_future(_when(gone))
        try:
            await asyncio.wait(
                (turn, leaving), timeout=self.plan.patience, return_when=asyncio.FIRST_COMPLETED
            )
        finally:
            client_left = leaving.done()
            leaving.cancel()
            if not turn.done():
                self.line.remove(turn)
        if not turn.done():
            raise ClientGone if client_left else self._busy()

    def _busy(self) -> Refusal:
        seconds = max(1, min(SOON, round(self.plan.patience)))
        return Refusal("busy", self.plan.busy.format(seconds), 503, retry_after=seconds)

    def _next(self, done: asyncio.Future[None]) -> None:
        """A thread has become free: it goes to whoever has waited longest."""
        done.set_result(None)
        if self.line:
            self.line.popleft().set_result(None)
        else:
            self.free += 1

    def _work(self) -> None:
        while entry := self._tasks.get():
            task, done = entry
            try:
                task()
            except BaseException:
                logger.exception("a task of the lane %s broke", self.plan.name)
            del task, entry  # or a request would live on here until the next one comes
            try:
                self.loop.call_soon_threadsafe(self._next, done)
            except RuntimeError:  # the loop has ended, and with it this process
                return


async def _when(happens: Callable[[], Awaitable[None]]) -> None:
    await happens()
