"""Fifteen dear wishes of one network, from fresh browsers, delay nobody else: callers take
turns."""

from collections.abc import Callable
from typing import Any

import pytest
from celery import current_app
from django.conf import LazySettings
from django.db.models.functions import Now

from generation import catalogue, selectors, services
from generation.models import GenerationJob, JobState
from generation.music.song import Song
from generation.workers.jobs import run
from tests.generation.test_run_job import at_once
from tests.waiting import wait_until
from tests.workers import LiveWorker

Jobs = Callable[..., GenerationJob]
FLOOD, ELSEWHERE = "network:flood", "network:elsewhere"


def flood(job_for: Jobs, count: int = 15, **wish: Any) -> list[GenerationJob]:
    """Wishes of one network, each from a browser without a past."""
    return [
        job_for(None, session_key=f"fresh {number}", network=FLOOD, **wish)
        for number in range(count)
    ]


def long(jobs: list[GenerationJob]) -> None:
    """They should take a minute each."""
    GenerationJob.objects.filter(pk__in=[job.pk for job in jobs]).update(expected_seconds=60)


def take() -> GenerationJob:
    job = services.job_take(worker="w")
    assert job
    return job


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestTurns:
    def test_who_comes_last_is_next(self, job_for: Jobs) -> None:
        flood(job_for)
        running = [take(), take()]
        assert {job.caller for job in running} == {FLOOD}
        small = job_for(None, session_key="mine", network=ELSEWHERE)
        wait = selectors.job_wait(job=small)
        # When the first of the two that run is done, of which each takes two seconds.
        assert wait and wait.place == 0 and 0 < wait.seconds <= 2
        assert services.job_stop(job=running[0])
        assert take().pk == small.pk
        assert take().caller == FLOOD

    def test_people_take_turns_with_networks(self, job_for: Jobs, alice: Any, bob: Any) -> None:
        flood(job_for, 4)
        mine = [job_for(alice), job_for(alice), job_for(bob)]
        callers = []
        for _ in range(7):
            job = take()
            callers.append(job.caller)
            assert services.job_stop(job=job)
        a, b = mine[0].caller, mine[2].caller
        assert callers == [FLOOD, a, b, FLOOD, a, FLOOD, FLOOD]

    def test_of_one_caller_the_oldest_goes_first(self, job_for: Jobs) -> None:
        jobs = flood(job_for, 5)
        assert [take().pk for _ in jobs] == [job.pk for job in jobs]
        assert services.job_take(worker="w") is None

    def test_one_caller_does_not_hold_all_workers_while_another_waits(
        self, job_for: Jobs, alice: Any
    ) -> None:
        flood(job_for, 6)
        short = [job_for(alice) for _ in range(3)]
        running = [take(), take()]
        for _ in short:
            assert {job.caller for job in running} == {FLOOD, short[0].caller}
            mine = next(job for job in running if job.caller != FLOOD)
            assert services.job_stop(job=mine)
            running.remove(mine)
            running.append(take())
        assert {job.caller for job in running} == {FLOOD}

    def test_who_comes_again_and_again_takes_turns_too(self, job_for: Jobs, alice: Any) -> None:
        """Whoever asks anew as soon as a job is done is no newcomer each time."""
        flood(job_for, 3)
        order = []
        for _ in range(6):
            if not GenerationJob.objects.filter(owner=alice, state=JobState.QUEUED).exists():
                job_for(alice)
            job = take()
            order.append(job.caller == FLOOD)
            assert services.job_stop(job=job)
        assert order == [True, False] * 3

    def test_what_was_cancelled_took_no_turn(self, job_for: Jobs, alice: Any, bob: Any) -> None:
        for _ in range(5):
            services.job_cancel(pk=str(job_for(alice).pk))
        first = job_for(alice)
        job_for(bob)
        assert take().pk == first.pk

    def test_two_workers_at_once_take_from_two_callers(self, job_for: Jobs, alice: Any) -> None:
        for _ in range(5):
            flood(job_for, 3)
            job_for(alice)
            taken = at_once(2, lambda index: services.job_take(worker=str(index)))
            assert {job.caller for job in taken} == {FLOOD, f"user:{alice.pk}"}
            GenerationJob.objects.all().delete()

    def test_eight_workers_at_once_take_eight_jobs(self, job_for: Jobs) -> None:
        flood(job_for, 8)
        taken = at_once(10, lambda index: services.job_take(worker=str(index)))
        assert len({job.pk for job in taken if job}) == 8 == 10 - taken.count(None)

    def test_a_silent_workers_job_is_taken_again(self, job_for: Jobs) -> None:
        (job,) = flood(job_for, 1)
        take()
        GenerationJob.objects.filter(pk=job.pk).update(lease_until=Now() - services.lease())
        again = take()
        assert (again.pk, again.attempt) == (job.pk, 2)

    def test_jobs_from_before_turns_are_taken_too(self, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice)
        GenerationJob.objects.update(
            caller="", turn=0, cost_seconds=0, expected_seconds=0, payers={}
        )
        assert selectors.job_wait(job=job) == (0, 0.0)
        assert take().pk == job.pk

    def test_a_cancelled_one_is_not_taken(self, job_for: Jobs) -> None:
        first, second = flood(job_for, 2)
        services.job_cancel(pk=str(first.pk))
        assert take().pk == second.pk

    def test_long_takes_leave_a_worker_to_others(
        self, job_for: Jobs, settings: LazySettings
    ) -> None:
        settings.GENERATE_WORKERS = 2
        long(flood(job_for, 3))
        first = take()
        assert services.job_take(worker="w") is None
        small = job_for(None, session_key="mine", network=ELSEWHERE)
        wait = selectors.job_wait(job=small)
        assert wait and wait.seconds == 0
        assert take().pk == small.pk
        assert services.job_stop(job=first)
        assert take().caller == FLOOD

    def test_two_workers_at_once_take_one_long_job(
        self, job_for: Jobs, settings: LazySettings
    ) -> None:
        settings.GENERATE_WORKERS = 2
        for _ in range(5):
            long(flood(job_for, 4))
            taken = at_once(4, lambda index: services.job_take(worker=str(index)))
            assert taken.count(None) == 3, taken
            GenerationJob.objects.all().delete()

    def test_who_had_to_wait_is_sent_for_when_a_job_ends(
        self, job_for: Jobs, settings: LazySettings, sent: list[str]
    ) -> None:
        settings.GENERATE_WORKERS = 2
        jobs = flood(job_for, 2)
        long(jobs)
        sent.clear()
        run(worker="w")
        assert sent == [str(jobs[1].pk)]
        run(worker="w")
        assert sent == [str(jobs[1].pk)]  # nobody waits any more


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The jobs for which messages have gone out."""
    found: list[str] = []
    monkeypatch.setattr(
        current_app, "send_task", lambda task, arguments, **_: found.append(arguments[0])
    )
    return found


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_it_works_with_a_real_worker(
    live_worker: LiveWorker, sample_song: Callable[..., Song], alice: Any
) -> None:
    """The messages come in the order in which they were sent; the jobs are begun in the order of
    turns."""
    card = next(card for card in catalogue.cards() if card.technique == "gan")

    def job_for(owner: Any, session_key: str = "", **wish: Any) -> GenerationJob:
        values = {"technique": "gan", "model": card.name, **wish}
        return services.job_create(owner=owner, session_key=session_key, **values)

    dear = flood(job_for, song=sample_song(bars=48, band=True), parameters={"refine": 8})
    wait_until(
        lambda: GenerationJob.objects.filter(state=JobState.RUNNING).exists(), 60, "the first"
    )
    small = job_for(alice, song=sample_song(bars=1), parameters={"refine": 0})
    begun_before = GenerationJob.objects.filter(started_at__isnull=False).count()
    wait_until(
        lambda: GenerationJob.objects.get(pk=small.pk).state == JobState.DONE, 120, "the small one"
    )
    small.refresh_from_db()
    before = (
        GenerationJob.objects.filter(started_at__lt=small.started_at).exclude(pk=small.pk).count()
    )
    # One more may have been begun between the wish and our count of those before it.
    assert before <= begun_before + 1 < len(dear)
    for job in dear:
        services.job_cancel(pk=str(job.pk))
