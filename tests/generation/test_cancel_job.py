from collections.abc import Callable
from typing import Any

import pytest

from generation import services
from generation.errors import JobError
from generation.models import GenerationJob, JobState

pytestmark = pytest.mark.django_db
Jobs = Callable[..., GenerationJob]


def test_a_waiting_job_ends_at_once(api: Callable[..., Any], alice: Any, job_for: Jobs) -> None:
    answer = api(alice).post(f"/api/v1/generation-jobs/{job_for(alice).pk}/cancel/")
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert services.job_claim(pk=answer.json()["id"], worker="w") is None


def test_a_running_job_is_asked_to_stop(api: Callable[..., Any], alice: Any, job_for: Jobs) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job
    answer = api(alice).post(f"/api/v1/generation-jobs/{job.pk}/cancel/").json()
    assert (answer["state"], answer["cancel_requested"]) == ("running", True)


def test_a_finished_job_stays_as_it_is(api: Callable[..., Any], alice: Any, job_for: Jobs) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job and services.job_finish(job=job, song=job.source.song, recipe={})
    answer = api(alice).post(f"/api/v1/generation-jobs/{job.pk}/cancel/").json()
    assert (answer["state"], answer["result"]["digest"]) == ("done", job.source_id)


def test_a_cancelled_job_can_be_run_again_by_the_staff(
    job_for: Jobs, alice: Any, staff: Any
) -> None:
    job = job_for(alice)
    services.job_cancel(pk=str(job.pk))
    services.job_restart(job=job, by=staff)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.cancel_requested) == (JobState.QUEUED, 0, False)
    assert services.job_claim(pk=str(job.pk), worker="w")
    with pytest.raises(JobError, match="failed or was cancelled"):
        services.job_restart(job=job, by=staff)
