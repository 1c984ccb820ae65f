"""Who is served next, and how long the others wait: callers take turns, so that many wishes of one delay nobody else.

Pure. A job gets a turn when it is asked for: the one after its caller's last, or that which is played now if that is
later. Whoever asks for fifteen stands at fifteen turns, and who comes then, at the present one. A worker takes a job of
those callers that hold the fewest workers, among these the lowest turn, and the older of two.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import Any, NamedTuple


class Waiting(NamedTuple):
    """A job that no worker has taken."""

    pk: Any
    caller: str
    turn: int
    age: Any  # when it was asked for; of the same turn the older goes first
    seconds: float

    @property
    def place(self) -> tuple[int, Any, Any]:
        return self.turn, self.age, self.pk


class Running(NamedTuple):
    """A job that a worker is at, and the seconds until it ends."""

    caller: str
    left: float


def next_of(waiting: Iterable[Waiting], running: Iterable[Running]) -> Waiting | None:
    """The job that a free worker takes."""
    held = Counter(each.caller for each in running)
    return min(waiting, key=lambda job: (held[job.caller], *job.place), default=None)


def first_of(job: Waiting, waiting: Iterable[Waiting]) -> list[Waiting]:
    """Those whose turn comes before, the first one first."""
    return sorted((each for each in waiting if each.place < job.place), key=lambda each: each.place)


def seconds_ahead(job: Waiting, waiting: Sequence[Waiting], running: Sequence[Running], workers: int) -> float:
    """Seconds until a worker takes the job, if nobody else comes meanwhile: the most that the turns allow.

    An upper bound, since the order itself depends on how long each takes. It is a sum, so that it is off by no more
    than the jobs' own times are: no worker rests while anybody waits, so all are busy with what goes before.
    """
    own, others = parted(waiting, job.caller)
    own = [each for each in sorted(own, key=lambda each: each.place) if each.place <= job.place]
    held = [each.left for each in running if each.caller == job.caller]
    busy = sum(each.left for each in running)
    theirs = [each.left for each in running if each.caller != job.caller] + [each.seconds for each in others]
    rest = sum(nlargest(workers - 1, theirs))  # what the other workers may be at, whenever it is
    alone = max(held, default=0.0)  # until then its caller holds a worker
    ahead = 0.0
    for number, each in enumerate(own):
        first = [other.seconds for other in others if other.place < each.place]
        if not number and not held:
            # While its caller holds no worker, only what has a lower turn can go before it.
            ahead = (busy + sum(first)) / workers if first else free_in(running, workers)
        else:
            everything = busy + sum(other.seconds for other in others) + sum(mine.seconds for mine in own[:number])
            ahead = min(everything / workers, alone + (rest + sum(first)) / workers)
        alone = max(alone, ahead + each.seconds)
    return ahead


def parted(jobs: Iterable[Waiting], caller: str) -> tuple[list[Waiting], list[Waiting]]:
    """The caller's own, and the others'."""
    own: list[Waiting] = []
    others: list[Waiting] = []
    for job in jobs:
        (own if job.caller == caller else others).append(job)
    return own, others


def free_in(running: Sequence[Running], workers: int) -> float:
    """Seconds until the next worker is free."""
    lefts = sorted(each.left for each in running)
    return lefts[len(lefts) - workers] if len(lefts) >= workers else 0.0
