from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models.functions import Now

from generation import selectors, services
from generation.catalogue import Card
from generation.models import GenerationJob, JobState

pytestmark = pytest.mark.django_db
Jobs = Callable[..., GenerationJob]


def took(job: GenerationJob, seconds: float) -> None:
    """As if the job had been played in that many seconds."""
    GenerationJob.objects.filter(pk=job.pk).update(
        state=JobState.DONE,
        result=job.source_id,
        started_at=Now() - timedelta(seconds=seconds),
        finished_at=Now(),
    )


def test_a_new_model_has_the_time_of_its_card(echo_model: Card) -> None:
    assert selectors.expected_seconds(model="echo-low") == echo_model.expected_seconds


def test_a_used_model_has_the_median_of_its_jobs(job_for: Jobs, alice: Any) -> None:
    for seconds in (3.0, 4.0, 60.0):
        took(job_for(alice), seconds)
    cache.clear()
    assert selectors.expected_seconds(model="echo-low") == pytest.approx(4.0, abs=0.1)


def test_a_waiting_job_waits_for_those_before_it(job_for: Jobs, alice: Any, settings: Any) -> None:
    settings.GENERATE_WORKERS = 1
    first, second = job_for(alice), job_for(alice)
    GenerationJob.objects.filter(pk=first.pk).update(created_at=Now() - timedelta(seconds=5))
    waits = [selectors.job_wait(job=job) for job in (first, second)]
    assert waits == [(0, 0.0), (1, 2.0)]
    assert [selectors.job_seconds_left(job=first, wait=wait) for wait in waits] == [2.0, 4.0]


def test_a_running_job_counts_down_by_its_progress(job_for: Jobs, alice: Any) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job
    GenerationJob.objects.filter(pk=job.pk).update(
        progress=0.75, started_at=Now() - timedelta(seconds=30)
    )
    seen = selectors.jobs_visible(user=alice, session_key="").get()
    assert selectors.job_wait(job=seen) is None
    assert selectors.job_seconds_left(job=seen, wait=None) == pytest.approx(10.0, abs=0.5)


def test_an_ended_job_has_no_time_left(job_for: Jobs, alice: Any) -> None:
    job = job_for(alice)
    services.job_cancel(pk=str(job.pk))
    job.refresh_from_db()
    assert selectors.job_seconds_left(job=job, wait=selectors.job_wait(job=job)) is None


def test_a_job_whose_worker_died_is_not_said_to_be_nearly_done(job_for: Jobs, alice: Any) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job
    past = Now() - timedelta(seconds=600)
    rows = GenerationJob.objects.filter(pk=job.pk)
    rows.update(progress=0.5, stage="119 notes", started_at=past, lease_until=past)
    seen = selectors.jobs_visible(user=alice, session_key="").get()
    assert selectors.job_stage(job=seen) == selectors.SILENCE
    assert selectors.job_seconds_left(job=seen, wait=None) == job.expected_seconds
