"""Jobs in a real Celery worker, on a real broker, with a trained model; the worker is killed in
mid-job."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from generation import catalogue, engine, services
from generation.models import GenerationJob, JobState
from generation.music.song import Song
from tests.waiting import wait_until
from tests.workers import LiveWorker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KILLS = 2  # benchmarks/kill_worker.py kills five times in a row


@pytest.fixture
def model() -> catalogue.Card:
    """An installed model of the GAN."""
    cards = [card for card in catalogue.cards() if card.technique == "gan"]
    if not cards:
        pytest.skip("no trained GAN is installed")
    return cards[0]


@pytest.fixture
def ask(
    model: catalogue.Card, sample_song: Callable[..., Song], alice: Any
) -> Callable[..., GenerationJob]:
    """`ask(bars=64)` is a job of alice's, queued on the real broker."""

    def queued(bars: int = 4, seed: int = 11, **parameters: Any) -> GenerationJob:
        song = sample_song(bars=bars)
        values = {
            "technique": "gan",
            "model": model.name,
            "song": song,
            "seed": seed,
            "parameters": parameters,
        }
        return services.job_create(owner=alice, session_key="", **values)

    return queued


def ended(job: GenerationJob) -> bool:
    """Whether the job has ended; reaps meanwhile, as the scheduler would."""
    services.jobs_reap()
    job.refresh_from_db()
    return job.state not in (JobState.QUEUED, JobState.RUNNING)


def is_running(job: GenerationJob) -> bool:
    job.refresh_from_db()
    return job.state == JobState.RUNNING


def expected(job: GenerationJob) -> str:
    """Digest of what the job makes when nothing goes wrong, made in this process."""
    request = engine.Request(job.technique, job.source.song, job.model, job.seed, job.parameters)
    return engine.generate(request).song.digest


def test_it_works(live_worker: LiveWorker, ask: Callable[..., GenerationJob]) -> None:
    job = ask()
    wait_until(lambda: ended(job), 120, "the job")
    assert (job.state, job.error_message, job.attempt) == (JobState.DONE, "", 1)
    assert job.result_id == expected(job)


def test_it_stops_when_cancelled(
    live_worker: LiveWorker, ask: Callable[..., GenerationJob]
) -> None:
    job = ask(bars=256)
    wait_until(lambda: is_running(job), 60, "the start")
    services.job_cancel(pk=str(job.pk))
    wait_until(lambda: ended(job), 120, "the cancel")
    assert (job.state, job.result) == (JobState.CANCELLED, None)


def test_killing_the_worker_loses_nothing(
    live_worker: LiveWorker, ask: Callable[..., GenerationJob]
) -> None:
    job = ask(bars=256)
    moments = random.Random(20261121)
    for attempt in range(1, KILLS + 1):
        wait_until(lambda: is_running(job) and job.attempt == attempt, 60, "the start")  # noqa: B023
        # Any moment of the job will do, and each kill takes another: nothing below depends on
        # which.
        time.sleep(moments.uniform(0.0, 0.4))
        live_worker.kill()
        job.refresh_from_db()
        assert job.state == JobState.RUNNING, "the job was over before the kill: make it longer"
        live_worker.start()
        wait_until(lambda: services.jobs_reap() or not is_running(job), 60, "the reaper")
    wait_until(lambda: ended(job), 180, "the job")
    assert (job.state, job.attempt) == (JobState.DONE, KILLS + 1)
    assert job.result_id == expected(job)
    assert GenerationJob.objects.count() == 1
