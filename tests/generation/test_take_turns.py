"""Callers take turns; and nobody waits longer than they were told by more than the jobs' times were misjudged."""

import heapq

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.turns import Running, Waiting, next_of, seconds_ahead

CALLERS = st.sampled_from("abcd")
SECONDS = st.floats(0.1, 200)


def asked(*callers: str, seconds: float = 10) -> list[Waiting]:
    """Jobs as their callers asked for them one after the other, while none had been begun."""
    turns: dict[str, int] = {}
    jobs = []
    for number, caller in enumerate(callers):
        turns[caller] = turns.get(caller, -1) + 1
        jobs.append(Waiting(number, caller, turns[caller], number, seconds))
    return jobs


def served(waiting: list[Waiting], running: list[Running], workers: int, true: dict[int, float]) -> dict[int, float]:
    """When each job is begun, as workers really take them; `true` are the seconds that each takes."""
    waiting, begun = list(waiting), {}
    ends = [(each.left, number, each.caller) for number, each in enumerate(running)]
    heapq.heapify(ends)
    now = 0.0
    while waiting:
        while len(ends) >= workers:
            now = heapq.heappop(ends)[0]
        job = next_of(waiting, [Running(caller, 0) for _, _, caller in ends])
        assert job
        waiting.remove(job)
        begun[job.pk] = now
        heapq.heappush(ends, (now + true[job.pk], 1000 + job.pk, job.caller))
    return begun


def order(waiting: list[Waiting], running: list[Running], workers: int) -> list[str]:
    begun = served(waiting, running, workers, {job.pk: job.seconds for job in waiting})
    return [job.caller for job in sorted(waiting, key=lambda job: (begun[job.pk], job.pk))]


def test_callers_take_turns() -> None:
    assert order(asked(*"aaaabbc"), [], 1) == list("abcabaa")


def test_who_holds_a_worker_goes_behind() -> None:
    waiting = [Waiting(1, "a", 1, 1, 5), Waiting(2, "b", 9, 2, 5)]
    chosen = next_of(waiting, [Running("a", 100)])
    assert chosen and chosen.caller == "b"


def test_one_caller_gets_all_workers_when_nobody_else_waits() -> None:
    chosen = next_of(asked("a", "a"), [Running("a", 100)])
    assert chosen and chosen.caller == "a"


def test_nobody_waits_is_nothing() -> None:
    assert next_of([], []) is None


def test_a_free_worker_is_no_wait() -> None:
    (job,) = asked("a")
    assert seconds_ahead(job, [job], [Running("b", 90)], 2) == 0


def test_the_next_waits_for_the_first_to_end() -> None:
    jobs = [*asked(*"a" * 13, seconds=100), Waiting(99, "b", 0, 99, 1)]
    jobs[:13] = [job._replace(turn=job.turn + 2) for job in jobs[:13]]
    assert seconds_ahead(jobs[-1], jobs, [Running("a", 70), Running("a", 30)], 2) == 30


@pytest.mark.parametrize("workers", [1, 2, 3])
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_nobody_waits_longer_than_told(workers: int, data: st.DataObject) -> None:
    jobs = [
        Waiting(number, data.draw(CALLERS), data.draw(st.integers(0, 6)), number, data.draw(SECONDS))
        for number in range(data.draw(st.integers(1, 9)))
    ]
    running = [Running(data.draw(CALLERS), data.draw(SECONDS)) for _ in range(workers)]
    true = {job.pk: job.seconds * data.draw(st.sampled_from([1.0, 0.5, 1.3, 3.0])) for job in jobs}
    truly = [each._replace(left=each.left * data.draw(st.sampled_from([1.0, 0.2, 2.0]))) for each in running]
    error = sum(abs(true[job.pk] - job.seconds) for job in jobs)
    error += sum(abs(one.left - other.left) for one, other in zip(running, truly, strict=True))
    begun = served(jobs, truly, workers, true)
    for job in jobs:
        # Of a caller's second job the first one's wait is a part, and so is its error.
        parts = 1 + sum(each.caller == job.caller and each.place < job.place for each in jobs)
        assert begun[job.pk] <= seconds_ahead(job, jobs, running, workers) + parts * error + 1e-6
