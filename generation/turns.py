"""Who is served next, and how long the others wait: callers take turns, so that many wishes of one
delay nobody else.

Pure. A job gets a turn when it is asked for: the one after its caller's last, or that which is
played now if that is later. Whoever asks for fifteen stands at fifteen turns, and who comes then,
at the present one. A worker takes a job of those callers that hold the fewest workers, among these
the lowest turn, and the older of two.

One worker is left to short jobs, whoever waits: who asks for seconds of work is not to wait until
minutes of somebody else's have passed. It rests when only long ones wait.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from heapq import nlargest
from math import inf
from typing import Any, NamedTuple


class Waiting(NamedTuple):
    """A job that no worker has taken."""

    pk: Any
    caller: str
    turn: int
    age: Any  # when it was asked for; of the same turn the older goes first
    seconds: float
    long: bool = False

    @property
    def place(self) -> tuple[int, Any, Any]:
        return self.turn, self.age, self.pk


class Running(NamedTuple):
    """A job that a worker is at, and the seconds until it ends."""

    caller: str
    left: float
    long: bool = False


def choose_next(
    waiting: Iterable[Waiting], running: Collection[Running], workers: int
) -> Waiting | None:
    """The job that a free worker of so many takes."""
    held = Counter(each.caller for each in running)
    if not free_for_long(running, workers):
        waiting = [job for job in waiting if not job.long]
    return min(waiting, key=lambda job: (held[job.caller], *job.place), default=None)


def free_for_long(running: Iterable[Running], workers: int) -> bool:
    return sum(each.long for each in running) < workers_for_long(workers)


def workers_for_long(workers: int) -> int:
    """How many may hold long jobs at once: all but one; where there is one alone, that."""
    return max(1, workers - 1)


def find_first(job: Waiting, waiting: Iterable[Waiting]) -> list[Waiting]:
    """Those whose turn comes before, the first one first."""
    return sorted((each for each in waiting if each.place < job.place), key=lambda each: each.place)


def seconds_ahead(
    job: Waiting, waiting: Sequence[Waiting], running: Sequence[Running], workers: int
) -> float:
    """Seconds until a worker takes the job, if nobody else comes meanwhile: the most that the turns
    allow.

    An upper bound, since the order itself depends on how long each takes. It is a sum, so that it
    is off by no more than the jobs' own times are. It holds because no worker rests while a short
    job waits, and because, while a long one waits, no more than the worker that is left to short
    ones rests or is at something that has no right to go before: `hands` are at least so many at
    what does.
    """
    own, others = parted(waiting, job.caller)
    own.sort(key=lambda each: each.place)
    held = [each.left for each in running if each.caller == job.caller]
    busy = sum(each.left for each in running)
    theirs = [each.left for each in running if each.caller != job.caller] + [
        each.seconds for each in others
    ]
    rest = sum(nlargest(workers - 1, theirs))  # what the other workers may be at, whenever it is
    alone = max(held, default=0.0)  # until then its caller holds a worker
    ahead = 0.0
    for number, each in enumerate(own[: own.index(job) + 1]):
        hands = workers_for_long(workers) if each.long else workers
        first = [other.seconds for other in others if other.place < each.place]
        passing = [mine.seconds for mine in own[number + 1 :] if each.long and not mine.long]
        everything = busy + sum_seconds(others) + sum_seconds(own[:number])
        bounds = [(everything + sum(passing)) / hands]
        if not number and not held and not passing:
            # While its caller holds no worker, only what has a lower turn can go before it.
            bounds.append(
                (busy + sum(first)) / hands if first else free_in(running, workers, each.long)
            )
        elif not passing:
            bounds.append(alone + (rest + sum(first)) / hands)
        if not each.long:
            bounds.append(_among_short(each, waiting, running, workers))
        ahead = min(bounds)
        alone = max(alone, ahead + each.seconds)
    return ahead


def sum_seconds(jobs: Iterable[Waiting]) -> float:
    """Seconds that jobs take one after the other."""
    return sum(each.seconds for each in jobs)


def _among_short(
    job: Waiting, waiting: Iterable[Waiting], running: Sequence[Running], workers: int
) -> float:
    """The most that a short job waits for the workers that long ones never hold."""
    reserved = workers - workers_for_long(workers)
    if not reserved or sum(each.long for each in running) > workers_for_long(workers):
        return inf
    at = sum(each.left for each in running if not each.long)
    first = [
        other
        for other in waiting
        if not other.long and (other.caller != job.caller or other.place < job.place)
    ]
    return (at + sum(other.seconds for other in first)) / reserved


def parted(jobs: Iterable[Waiting], caller: str) -> tuple[list[Waiting], list[Waiting]]:
    """The caller's own, and the others'."""
    own: list[Waiting] = []
    others: list[Waiting] = []
    for job in jobs:
        (own if job.caller == caller else others).append(job)
    return own, others


def free_in(running: Sequence[Running], workers: int, long: bool = False) -> float:
    """Seconds until the next worker is free, for a long job or for any."""
    return max(
        _fewer_than(workers, [each.left for each in running]),
        _fewer_than(workers_for_long(workers), [each.left for each in running if each.long])
        if long
        else 0.0,
    )


def _fewer_than(most: int, lefts: list[float]) -> float:
    """Seconds until fewer than so many of these are running."""
    return sorted(lefts)[len(lefts) - most] if len(lefts) >= most else 0.0
