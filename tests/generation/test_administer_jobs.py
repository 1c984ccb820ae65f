from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission

from generation import services
from generation.models import GenerationJob, JobState

pytestmark = pytest.mark.django_db
JOBS = "/admin/generation/generationjob/"


def act(client: Any, action: str, job: GenerationJob) -> str:
    """Answer of an action on the list of jobs, as the form on the page sends it."""
    answer = client.post(JOBS, {"action": action, "_selected_action": [str(job.pk)]}, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_cancel(
    job_for: Callable[..., GenerationJob], alice: Any, staff: Any, client_of: Any
) -> None:
    job = job_for(alice)
    assert "Asked to stop: 1." in act(client_of(staff), "cancel", job)
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


def test_restart(
    job_for: Callable[..., GenerationJob], alice: Any, staff: Any, client_of: Any
) -> None:
    job = job_for(alice)
    services.job_cancel(pk=str(job.pk))
    assert "Queued again: 1." in act(client_of(staff), "restart", job)
    job.refresh_from_db()
    assert job.state == JobState.QUEUED


def test_the_list_tells_the_depth_of_the_queue(
    job_for: Callable[..., GenerationJob], alice: Any, staff: Any, client_of: Any
) -> None:
    job_for(alice)
    page = client_of(staff).get(JOBS).content.decode()
    assert "1 waiting, 0 running, 0 of them silent" in page


def test_a_job_that_has_not_ended_is_not_run_again(
    job_for: Callable[..., GenerationJob], alice: Any, staff: Any, client_of: Any
) -> None:
    said = act(client_of(staff), "restart", job_for(alice))
    assert (
        "Only a job that failed or was cancelled runs again" in said and "Queued again" not in said
    )


def test_songs_of_others_are_for_those_who_may_view_songs(
    job_for: Callable[..., GenerationJob], alice: Any, bob: Any, client_of: Any
) -> None:
    bob.is_staff = True
    bob.save()
    address = f"/admin/generation/storedsong/{job_for(alice).source_id}/song.mid"
    assert client_of(bob).get(address).status_code == 403
    bob.user_permissions.add(Permission.objects.get(codename="view_storedsong"))
    assert client_of(bob).get(address).status_code == 200


def test_others_are_turned_away(alice: Any, client_of: Any) -> None:
    assert client_of(alice).get(JOBS).status_code == 302
