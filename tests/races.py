"""Many who do something at the same moment, a worker that is killed at any step, and how often both
are tried: a few rounds among the tests, RACE_ROUNDS in benchmarks/races.py."""

import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.voting.models import Ballot
from chartbusters.web.errors import Refusal

ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))
PATIENCE = 300  # seconds after which somebody waits for ever
Action = Callable[[], Any]


class Crowd:
    """Threads with a connection each, which begin their actions together."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._pool = ThreadPoolExecutor(size)

    def at_once(self, actions: Sequence[Action]) -> list[Any]:
        """What each returned, or the exception that it raised, in their order."""
        gate = threading.Barrier(len(actions))

        def begun(action: Action) -> Any:
            gate.wait(PATIENCE)
            try:
                return action()
            except Exception as error:
                return error

        running = [self._pool.submit(begun, action) for action in actions]
        return [each.result(PATIENCE) for each in running]

    def leave(self) -> None:
        self.at_once([lambda: connection.close()] * self.size)  # each thread its own
        self._pool.shutdown()


@contextmanager
def crowd_of(size: int) -> Iterator[Crowd]:
    crowd = Crowd(size)
    try:
        yield crowd
    finally:
        crowd.leave()


def killed_at(step: int, action: Action) -> bool:
    """Does it in a child that kills itself before its question of this number to the database, the
    first being 1; False when the action was done before it came to that one."""
    connections.close_all()  # or both would speak through one
    child = os.fork()
    if not child:
        _end_as_killed(step, action)
    _, status = os.waitpid(child, 0)
    assert status in (0, signal.SIGKILL), f"the child ended with {status}"
    return status == signal.SIGKILL


def _end_as_killed(step: int, action: Action) -> None:
    """In the child; never returns."""
    numbers = count(1)

    def before_each(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if next(numbers) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    try:
        with connection.execute_wrapper(before_each):
            action()
    except BaseException:
        os._exit(1)
    os._exit(0)


class Figures:
    """What a race came to, for RACE_FIGURES, a file to which benchmarks/races.py listens."""

    def __init__(self, race: str) -> None:
        self.race, self.began = race, time.monotonic()
        self.counted: dict[str, int] = {}

    def add(self, **counts: int) -> None:
        for name, number in counts.items():
            self.counted[name] = self.counted.get(name, 0) + number

    def tell(self) -> None:
        if path := os.environ.get("RACE_FIGURES"):
            seconds = round(time.monotonic() - self.began, 1)
            line = json.dumps({"race": self.race, "seconds": seconds, **self.counted})
            with Path(path).open("a") as file:
                file.write(f"{line}\n")


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    """Those of this test."""
    kept = Figures(request.node.name)
    yield kept
    kept.tell()


@pytest.fixture
def heard_ballots() -> Callable[[Challenge, int], list[Ballot]]:
    """`heard_ballots(challenge, 8)`: heard and not judged, of as many new voters."""

    def make(challenge: Challenge, number: int) -> list[Ballot]:
        entries = list(Entry.objects.filter(challenge=challenge).order_by("pk"))
        people = get_user_model().objects
        before = people.count()
        names = [f"voter{before + each}" for each in range(number)]
        voters = people.bulk_create([people.model(username=name) for name in names])
        return Ballot.objects.bulk_create(
            [_heard(challenge, voter, entries, at) for at, voter in enumerate(voters)]
        )

    return make


def _heard(challenge: Challenge, voter: Any, entries: list[Entry], at: int) -> Ballot:
    a, b = entries[at % len(entries)], entries[(at + 1) % len(entries)]
    return Ballot(
        challenge=challenge,
        voter=voter,
        entry_a=a,
        entry_b=b,
        pair=":".join(sorted((str(a.pk), str(b.pk)))),
        seed=1,
        heard_ms_a=60_000,
        heard_ms_b=60_000,
    )


def told(outcomes: list[Any]) -> Counter[str]:
    """What each was told; whatever is neither done nor refused fails the test."""
    odd = [o for o in outcomes if isinstance(o, Exception) and not isinstance(o, Refusal)]
    assert not odd, odd
    return Counter(o.code if isinstance(o, Refusal) else "done" for o in outcomes)
