import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now

from generation import selectors, services
from generation.models import GenerationJob, JobState
from generation.workers.jobs import TICK, run
from tests.generation import echo
from tests.waiting import wait_until

Jobs = Callable[..., GenerationJob]


@pytest.fixture
def interrupt() -> Iterator[Callable[[Callable[[], None]], None]]:
    """`interrupt(f)`: f happens before every step of the music."""
    yield echo.interruptions.append
    echo.interruptions.clear()


def lapse(job: GenerationJob) -> None:
    """As if its worker had been silent for longer than the lease."""
    GenerationJob.objects.filter(pk=job.pk).update(lease_until=Now() - services.lease())


@pytest.mark.django_db(transaction=True)
class TestRun:
    def test_it_works(self, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice, seed=3)
        run(worker="w")
        job.refresh_from_db()
        assert (job.state, job.attempt, job.progress, job.lease_until) == (
            JobState.DONE,
            1,
            1.0,
            None,
        )
        assert job.result and job.recipe
        assert job.result.song.tracks[0] == job.source.song.tracks[0]
        assert job.recipe["output_digest"] == job.result_id == job.result.song.digest
        assert job.recipe["seed"] == 3
        assert job.finished_at and job.started_at and job.finished_at >= job.started_at

    def test_it_tells_what_it_was_made_from(self, api: Any, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice)
        run(worker="w")
        told = api(alice).get(f"/api/v1/generation-jobs/{job.pk}/").json()["result"]
        assert told["source"] == job.source.document != told["document"]

    def test_same_seed_same_notes(self, job_for: Jobs, alice: Any) -> None:
        jobs = [job_for(alice, seed=seed) for seed in (5, 5, 6)]
        for job in jobs:
            run(worker="w")
            job.refresh_from_db()
        digests = [job.result_id for job in jobs]
        assert digests[0] == digests[1] != digests[2]

    def test_twice_makes_one_attempt(self, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice)
        for _ in range(2):
            run(worker="w")
        job.refresh_from_db()
        assert job.attempt == 1

    def test_what_cannot_be_played_fails_at_once(self, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice, seed=13)
        run(worker="w")
        job.refresh_from_db()
        assert (job.state, job.attempt, job.error_code) == (JobState.FAILED, 1, "unlucky")

    def test_an_accident_is_tried_three_times(
        self, job_for: Jobs, alice: Any, interrupt: Any
    ) -> None:
        def explode() -> None:
            raise MemoryError("out of memory")

        interrupt(explode)
        job = job_for(alice)
        for attempt in (1, 2, 3):
            run(worker="w")
            job.refresh_from_db()
            assert job.attempt == attempt
            assert job.state == (JobState.QUEUED if attempt < 3 else JobState.FAILED)
        assert (job.error_code, job.result) == ("gave_up", None)
        run(worker="w")
        job.refresh_from_db()
        assert job.attempt == 3

    def test_a_cancel_between_two_steps_stops_it(
        self, job_for: Jobs, alice: Any, interrupt: Any
    ) -> None:
        job = job_for(alice, parameters={"steps": 100})
        seen = threading.Event()

        def cancel() -> None:
            services.job_cancel(pk=str(job.pk))
            seen.wait(2 * TICK)

        interrupt(cancel)
        run(worker="w")
        job.refresh_from_db()
        assert (job.state, job.result) == (JobState.CANCELLED, None)

    def test_progress_is_shown_meanwhile(self, job_for: Jobs, alice: Any, interrupt: Any) -> None:
        job = job_for(alice, parameters={"steps": 2})
        stages = iter(["Step 1", "Step 2"])

        def look() -> None:
            stage = next(stages)
            wait_until(lambda: GenerationJob.objects.get(pk=job.pk).stage == stage, what=stage)

        interrupt(look)
        run(worker="w")
        job.refresh_from_db()
        assert job.state == JobState.DONE

    def test_a_late_worker_writes_nothing(self, job_for: Jobs, alice: Any, interrupt: Any) -> None:
        job = job_for(alice, seed=4)
        taken: list[GenerationJob | None] = []

        def overtake() -> None:
            if not taken:
                lapse(job)
                taken.append(services.job_claim(pk=str(job.pk), worker="second"))

        interrupt(overtake)
        run(worker="first")
        job.refresh_from_db()
        assert (job.state, job.attempt, job.worker, job.result) == (
            JobState.RUNNING,
            2,
            "second",
            None,
        )


@pytest.mark.django_db(transaction=True)
class TestFencing:
    def test_a_running_job_is_not_to_be_had(self, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice)
        assert services.job_claim(pk=str(job.pk), worker="first")
        assert services.job_claim(pk=str(job.pk), worker="second") is None

    def test_of_two_attempts_only_the_newer_may_write(self, job_for: Jobs, alice: Any) -> None:
        waiting = job_for(alice)
        pk = str(waiting.pk)
        old = services.job_claim(pk=pk, worker="first")
        lapse(waiting)
        new = services.job_claim(pk=pk, worker="second")
        assert old and new and new.attempt == old.attempt + 1
        song = old.source.song
        assert not services.job_beat(job=old, progress=0.9, stage="late")
        assert not services.job_fail(job=old, code="late", message="late")
        assert not services.job_stop(job=old)
        assert not services.job_retry(job=old)
        assert not services.job_finish(
            job=old, song=song.with_title("late"), recipe={"by": "first"}
        )
        assert selectors.job_should_stop(job=old)
        assert not selectors.job_should_stop(job=new)
        assert services.job_finish(job=new, song=song, recipe={"by": "second"})
        waiting.refresh_from_db()
        assert (waiting.state, waiting.recipe, waiting.result_id) == (
            JobState.DONE,
            {"by": "second"},
            song.digest,
        )
        assert not services.job_finish(job=new, song=song.with_title("again"), recipe={})


def at_once(count: int, action: Callable[[int], Any]) -> list[Any]:
    """What `action(0) ... action(count - 1)` return or raise when all begin together."""
    gate = threading.Barrier(count)
    answers: list[Any] = [None] * count

    def one(index: int) -> None:
        gate.wait()
        try:
            answers[index] = action(index)
        except Exception as error:
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=[index]) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_of_eight_workers_one_gets_the_job(self, job_for: Jobs, alice: Any) -> None:
        for _ in range(3):
            job = job_for(alice)
            claims = at_once(
                8, lambda index, pk=str(job.pk): services.job_claim(pk=pk, worker=str(index))
            )  # type: ignore[misc]
            assert [claim.attempt for claim in claims if claim] == [1]
            assert services.job_stop(job=next(claim for claim in claims if claim))

    def test_eight_wishes_make_three_jobs(self, job_for: Jobs, alice: Any) -> None:
        answers = at_once(8, lambda index: job_for(alice, seed=index))
        refused = [answer for answer in answers if isinstance(answer, Exception)]
        assert {getattr(error, "code", error) for error in refused} == {"too_many_jobs"}
        assert GenerationJob.objects.count() == services.JOBS_AT_ONCE == 8 - len(refused)

    def test_two_reapers_do_not_meet(self, job_for: Jobs, alice: Any, bob: Any) -> None:
        jobs = [job_for(owner) for owner in (alice, alice, bob, bob)]
        for job in jobs:
            assert services.job_claim(pk=str(job.pk), worker="dead")
            lapse(job)
        counts = at_once(4, lambda index: services.jobs_reap())
        assert sum(counts) == len(jobs)
        assert set(GenerationJob.objects.values_list("state", "attempt")) == {(JobState.QUEUED, 1)}
