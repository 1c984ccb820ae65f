"""Callers take turns; and nobody waits longer than they were told by more than the jobs' times were
misjudged."""

import heapq

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generation.turns import Running, Waiting, choose_next, seconds_ahead

CALLERS = st.sampled_from("abcd")
SECONDS = st.floats(0.1, 200)
LONG = 30  # seconds, here


def asked(*callers: str, seconds: float = 10, long: bool = False) -> list[Waiting]:
    """Jobs as their callers asked for them one after the other, while none had been begun."""
    turns: dict[str, int] = {}
    jobs = []
    for number, caller in enumerate(callers):
        turns[caller] = turns.get(caller, -1) + 1
        jobs.append(Waiting(number, caller, turns[caller], number, seconds, long))
    return jobs


def served(
    waiting: list[Waiting], running: list[Running], workers: int, true: dict[int, float]
) -> dict[int, float]:
    """When each job is begun, as workers really take them; `true` are the seconds that each
    takes."""
    waiting, begun = list(waiting), {}
    ends = [(each.left, number, each) for number, each in enumerate(running)]
    heapq.heapify(ends)
    now = 0.0
    while waiting:
        while len(ends) < workers and (
            job := choose_next(waiting, [each for _, _, each in ends], workers)
        ):
            waiting.remove(job)
            begun[job.pk] = now
            heapq.heappush(
                ends, (now + true[job.pk], 1000 + job.pk, Running(job.caller, 0, job.long))
            )
        now = heapq.heappop(ends)[0] if ends else now
    return begun


def order(waiting: list[Waiting], running: list[Running], workers: int) -> list[str]:
    begun = served(waiting, running, workers, {job.pk: job.seconds for job in waiting})
    return [job.caller for job in sorted(waiting, key=lambda job: (begun[job.pk], job.pk))]


def test_callers_take_turns() -> None:
    assert order(asked(*"aaaabbc"), [], 1) == list("abcabaa")


def test_who_holds_a_worker_goes_behind() -> None:
    waiting = [Waiting(1, "a", 1, 1, 5), Waiting(2, "b", 9, 2, 5)]
    chosen = choose_next(waiting, [Running("a", 100)], 2)
    assert chosen and chosen.caller == "b"


def test_one_caller_gets_all_workers_when_nobody_else_waits() -> None:
    chosen = choose_next(asked("a", "a"), [Running("a", 100)], 2)
    assert chosen and chosen.caller == "a"


def test_nobody_waits_is_nothing() -> None:
    assert choose_next([], [], 2) is None


def test_a_free_worker_is_no_wait() -> None:
    (job,) = asked("a")
    assert seconds_ahead(job, [job], [Running("b", 90)], 2) == 0


def test_the_next_waits_for_the_first_to_end() -> None:
    jobs = [*asked(*"a" * 13, seconds=100), Waiting(99, "b", 0, 99, 1)]
    jobs[:13] = [job._replace(turn=job.turn + 2) for job in jobs[:13]]
    assert seconds_ahead(jobs[-1], jobs, [Running("a", 70), Running("a", 30)], 2) == 30


def test_long_jobs_leave_one_worker_free() -> None:
    long = asked("a", "b", long=True)
    assert choose_next(long, [Running("c", 100, long=True)], 2) is None
    chosen = choose_next(long, [Running("c", 100, long=True)], 3)
    assert chosen and chosen.caller == "a"


def test_a_short_job_passes_long_ones_that_have_to_wait() -> None:
    waiting = [*asked("a", "b", long=True), Waiting(9, "c", 7, 9, 1)]
    chosen = choose_next(waiting, [Running("d", 100, long=True)], 2)
    assert chosen and chosen.pk == 9


def test_a_long_job_is_taken_where_there_is_one_worker_alone() -> None:
    chosen = choose_next(asked("a", long=True), [], 1)
    assert chosen and chosen.caller == "a"


def test_a_short_job_waits_for_short_ones_only() -> None:
    flood = [job._replace(seconds=100) for job in asked(*"a" * 9, long=True)]
    job = Waiting(99, "b", 3, 99, 1)
    running = [Running("a", 90, long=True), Running("c", 4)]
    assert seconds_ahead(job, [*flood, job], running, 2) == 4


def test_a_long_job_is_told_to_wait_for_the_long_one() -> None:
    (job,) = asked("b", seconds=50, long=True)
    assert seconds_ahead(job, [job], [Running("a", 90, long=True)], 2) == 90


@pytest.mark.parametrize("workers", [1, 2, 3])
@settings(max_examples=1000, deadline=None)
@given(data=st.data())
def test_nobody_waits_longer_than_told(workers: int, data: st.DataObject) -> None:
    drawn = [
        Waiting(
            number, data.draw(CALLERS), data.draw(st.integers(0, 6)), number, data.draw(SECONDS)
        )
        for number in range(data.draw(st.integers(1, 9)))
    ]
    jobs = [job._replace(long=job.seconds > LONG) for job in drawn]
    # Also more long ones than may be begun: a network in training has taken a worker away.
    running = [
        Running(data.draw(CALLERS), data.draw(SECONDS), data.draw(st.booleans()))
        for _ in range(workers)
    ]
    true = {job.pk: job.seconds * data.draw(st.sampled_from([1.0, 0.5, 1.3, 3.0])) for job in jobs}
    truly = [
        each._replace(left=each.left * data.draw(st.sampled_from([1.0, 0.2, 2.0])))
        for each in running
    ]
    error = sum(abs(true[job.pk] - job.seconds) for job in jobs)
    error += sum(abs(one.left - other.left) for one, other in zip(running, truly, strict=True))
    begun = served(jobs, truly, workers, true)
    for job in jobs:
        # Of a caller's second job the first one's wait is a part, and so is its error.
        parts = 1 + sum(each.caller == job.caller and each.place < job.place for each in jobs)
        assert begun[job.pk] <= seconds_ahead(job, jobs, running, workers) + parts * error + 1e-6
