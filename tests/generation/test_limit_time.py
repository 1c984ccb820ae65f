"""A job that takes far longer than it should is ended, says so, and is not begun again."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models.functions import Now

from generation import catalogue, charges, services
from generation.models import GenerationJob, JobState
from generation.music.song import Song
from generation.workers.jobs import TICK, run
from tests.generation import echo
from tests.waiting import wait_until
from tests.workers import LiveWorker

Jobs = Callable[..., GenerationJob]
STUBBORN = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "chartbusters.settings"
import django; django.setup()
import re
from generation.tasks import fuse
with fuse(0.01):
    pass
with fuse(0.3):
    re.match(r"(a+)+$", "a" * 60 + "b")  # holds the lock of the interpreter for ever
"""


@pytest.fixture
def interrupt() -> Iterator[Callable[[Callable[[], None]], None]]:
    """`interrupt(f)`: f happens before every step of the music."""
    yield echo.interruptions.append
    echo.interruptions.clear()


def late(job: GenerationJob) -> None:
    """As if its time and the grace were over."""
    GenerationJob.objects.filter(pk=job.pk).update(give_up_at=Now() - timedelta(seconds=1))


@pytest.mark.django_db(transaction=True)
class TestLimit:
    def test_it_ends_between_two_steps(
        self, job_for: Jobs, alice: Any, interrupt: Any, settings: LazySettings
    ) -> None:
        settings.JOB_LIMIT_LEAST = settings.JOB_LIMIT_FACTOR = 0
        job = job_for(alice, parameters={"steps": 100})
        ends: list[bool] = []

        def wait() -> None:
            ends.append(True)
            time.sleep(TICK)  # so that the limit of none is over and has been looked for

        interrupt(wait)
        run(worker="w")
        job.refresh_from_db()
        assert (job.state, job.error_code, job.attempt) == (JobState.FAILED, "took_too_long", 1)
        assert "Your song is as it was" in job.error_message and len(ends) < 100
        run(worker="w")
        job.refresh_from_db()
        assert job.attempt == 1

    def test_what_does_not_listen_is_killed(
        self, job_for: Jobs, alice: Any, interrupt: Any, settings: LazySettings
    ) -> None:
        settings.JOB_LIMIT_LEAST = settings.JOB_LIMIT_FACTOR = settings.JOB_GRACE_SECONDS = 0
        job = job_for(alice, parameters={"steps": 1})
        killed = threading.Event()
        interrupt(lambda: killed.wait(60))  # a step that takes for ever
        run(worker="w", kill=killed.set)
        job.refresh_from_db()
        assert killed.is_set() and (job.state, job.error_code) == (JobState.FAILED, "took_too_long")

    def test_time_that_a_busy_machine_takes_is_not_counted(
        self, job_for: Jobs, alice: Any, interrupt: Any, settings: LazySettings
    ) -> None:
        settings.JOB_LIMIT_LEAST, settings.JOB_LIMIT_FACTOR = 2, 0
        job = job_for(alice, parameters={"steps": 3})
        interrupt(lambda: time.sleep(1))
        run(worker="w")
        job.refresh_from_db()
        assert job.state == JobState.DONE

    def test_within_its_time_it_is_done(self, job_for: Jobs, alice: Any) -> None:
        job = job_for(alice)
        run(worker="w")
        job.refresh_from_db()
        assert job.state == JobState.DONE and job.give_up_at > job.finished_at

    def test_what_its_owner_stopped_is_cancelled(
        self, job_for: Jobs, alice: Any, interrupt: Any
    ) -> None:
        job = job_for(alice, parameters={"steps": 100})

        def cancel() -> None:
            services.job_cancel(pk=str(job.pk))
            time.sleep(2 * TICK)

        interrupt(cancel)
        run(worker="w")
        job.refresh_from_db()
        assert job.state == JobState.CANCELLED


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestReaper:
    def test_it_fails_what_was_killed_for_its_time(self, job_for: Jobs, alice: Any) -> None:
        job = services.job_claim(pk=str(job_for(alice).pk), worker="dead")
        assert job
        late(job)
        GenerationJob.objects.update(lease_until=Now() - services.lease())
        assert services.job_take(worker="another") is None
        assert services.jobs_reap() == 1
        job.refresh_from_db()
        assert (job.state, job.error_code, job.attempt) == (JobState.FAILED, "took_too_long", 1)

    def test_it_fails_what_still_says_that_it_lives(self, job_for: Jobs, alice: Any) -> None:
        job = services.job_claim(pk=str(job_for(alice).pk), worker="stuck")
        assert job
        late(job)
        services.jobs_reap()
        assert not services.job_beat(job=job, progress=0.5, stage="still here")
        assert not services.job_finish(job=job, song=job.source.song, recipe={})

    def test_it_puts_back_what_died_in_time(self, job_for: Jobs, alice: Any) -> None:
        job = services.job_claim(pk=str(job_for(alice).pk), worker="dead")
        assert job
        GenerationJob.objects.update(lease_until=Now() - services.lease())
        services.jobs_reap()
        job.refresh_from_db()
        assert job.state == JobState.QUEUED


@pytest.mark.parametrize(("expected", "limit"), [(0.5, 60), (50, 200), (1000, 600), (0, 600)])
def test_the_limit_has_a_floor_and_a_ceiling(expected: float, limit: float) -> None:
    assert charges.compute_limit(GenerationJob(expected_seconds=expected)) == limit


def test_the_kernel_ends_what_no_thread_can() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", STUBBORN], capture_output=True, text=True, check=False
    )
    assert outcome.returncode == -signal.SIGALRM, outcome.stderr[-2000:]


@pytest.fixture
def impatient(
    transactional_db: None, broker: str, short_folder: Any, settings: LazySettings
) -> Iterator[LiveWorker]:
    """A worker that kills what takes more than a second of the processor."""
    settings.JOB_LIMIT_FACTOR, settings.JOB_LIMIT_LEAST, settings.JOB_GRACE_SECONDS = 0, 1, 0
    bounds = {"JOB_LIMIT_FACTOR": "0", "JOB_LIMIT_LEAST": "1", "JOB_GRACE_SECONDS": "0"}
    worker = LiveWorker(short_folder, broker, **bounds)
    worker.start()
    yield worker
    worker.stop()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_goes_on_without_it(
    impatient: LiveWorker, sample_song: Callable[..., Song], alice: Any
) -> None:
    card = next(card for card in catalogue.cards() if card.technique == "arcnn")

    def ask(bars: int, iterations: int) -> GenerationJob:
        parameters = {"mode": "harmonise", "iterations": iterations}
        values = {
            "technique": "arcnn",
            "model": card.name,
            "song": sample_song(bars=bars),
            "parameters": parameters,
        }
        return services.job_create(owner=alice, session_key="", **values)

    def ended(job: GenerationJob) -> bool:
        services.jobs_reap()
        job.refresh_from_db()
        return job.state not in (JobState.QUEUED, JobState.RUNNING)

    endless, small = ask(64, 400), ask(1, 4)
    wait_until(lambda: ended(endless) and ended(small), 120, "both")
    assert (endless.state, endless.error_code, endless.attempt) == (
        JobState.FAILED,
        "took_too_long",
        1,
    )
    assert small.state == JobState.DONE
