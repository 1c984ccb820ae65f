from collections.abc import Callable
from typing import Any

import pytest
from django.db.models.functions import Now

from generation import selectors, services
from generation.models import GenerationJob, JobState, TrainingRun

pytestmark = pytest.mark.django_db
Jobs = Callable[..., GenerationJob]


@pytest.fixture
def dead_job(job_for: Jobs, alice: Any) -> GenerationJob:
    """A running job whose worker is gone."""
    job = services.job_claim(pk=str(job_for(alice).pk), worker="dead")
    assert job
    GenerationJob.objects.filter(pk=job.pk).update(lease_until=Now() - services.lease())
    return job


def test_it_puts_back_what_died(dead_job: GenerationJob) -> None:
    assert services.jobs_reap() == 1
    dead_job.refresh_from_db()
    assert (dead_job.state, dead_job.attempt, dead_job.lease_until) == (JobState.QUEUED, 1, None)
    assert services.jobs_reap() == 0


def test_it_says_that_it_starts_again(
    dead_job: GenerationJob, api: Callable[..., Any], alice: Any
) -> None:
    """While nothing is heard of its worker, while it waits, and when another one has it: nobody
    wonders why the bar went back to nothing."""

    def stage() -> Any:
        return api(alice).get(f"/api/v1/generation-jobs/{dead_job.pk}/").json()["stage"]

    assert stage() == selectors.SILENCE
    services.jobs_reap()
    assert stage() == services.RESTARTING
    assert services.job_claim(pk=str(dead_job.pk), worker="next")
    assert stage() == services.RESTARTING


def test_it_gives_up_after_three_attempts(dead_job: GenerationJob) -> None:
    GenerationJob.objects.filter(pk=dead_job.pk).update(attempt=3)
    services.jobs_reap()
    dead_job.refresh_from_db()
    assert (dead_job.state, dead_job.error_code) == (JobState.FAILED, "gave_up")
    assert "safe" in dead_job.error_message


def test_a_training_is_given_up_in_its_own_words(staff: Any) -> None:
    """It was told that a model had stopped three times, and that its melody was safe."""
    run = TrainingRun.objects.create(
        owner=staff, technique="gan", genre="bach", state=JobState.RUNNING, fruitless=6
    )
    services.job_retry(job=run)
    run.refresh_from_db()
    assert (run.state, run.error_code) == (JobState.FAILED, "gave_up")
    assert "training stopped 6 times" in run.error_message and "melody" not in run.error_message


def test_it_ends_what_was_cancelled(dead_job: GenerationJob) -> None:
    services.job_cancel(pk=str(dead_job.pk))
    services.jobs_reap()
    dead_job.refresh_from_db()
    assert dead_job.state == JobState.CANCELLED


def test_it_leaves_the_living(job_for: Jobs, alice: Any) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="alive")
    assert job and services.jobs_reap() == 0
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_it_sends_a_lost_message_again(
    job_for: Jobs,
    alice: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    job = job_for(alice)
    sent: list[Any] = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda *words, **options: sent.append(words[1])
    )
    assert services.jobs_reap() == 0
    GenerationJob.objects.update(queued_at=Now() - 2 * services.lease())
    with django_capture_on_commit_callbacks(execute=True):
        assert services.jobs_reap() == 1
    assert sent == [[str(job.pk)]]
    assert services.jobs_reap() == 0
