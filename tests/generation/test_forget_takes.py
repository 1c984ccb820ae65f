"""Takes of visitors who do not come back are forgotten with their songs; those of people, and of
today, stay."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.db.models.functions import Now

from chartbusters.compositions.forgetting import songs_sweep
from generation import services
from generation.models import GenerationJob, JobState, StoredSong
from generation.music.song import Song

pytestmark = pytest.mark.django_db


@pytest.fixture
def take(sample_song: Callable[..., Song]) -> Callable[..., GenerationJob]:
    """`take(None, days=40)`: one that ended so long ago, of a visitor."""

    def make(owner: Any, days: int = 40, state: str = JobState.DONE) -> GenerationJob:
        session = SessionStore()
        session.create()
        song = sample_song(title=f"{owner} {days} {state}")
        wish = {"technique": "gan", "model": "gan-pop", "song": song}
        job = services.job_create(
            owner=owner, session_key="" if owner else str(session.session_key), **wish
        )
        ended = None if state == JobState.QUEUED else Now() - timedelta(days=days)
        result = job.source if state == JobState.DONE else None
        GenerationJob.objects.filter(pk=job.pk).update(
            state=state, finished_at=ended, result=result
        )
        return job

    return make


def test_it_works(take: Callable[..., GenerationJob], alice: Any) -> None:
    gone = [take(None), take(None, state=JobState.FAILED), take(None, state=JobState.CANCELLED)]
    kept = [take(alice), take(None, days=29), take(None, state=JobState.QUEUED)]
    assert services.jobs_forget() == len(gone)
    assert set(GenerationJob.objects.values_list("pk", flat=True)) == {job.pk for job in kept}
    StoredSong.objects.update(created_at=Now() - timedelta(days=2))
    assert songs_sweep() == len(gone)


def test_it_goes_on_after_one_statement(
    take: Callable[..., GenerationJob], monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.VISITOR_TAKES_DAYS = 1
    monkeypatch.setattr(services.owners, "FORGOTTEN_AT_ONCE", 2)
    for days in range(2, 7):
        take(None, days=days)
    assert services.jobs_forget() == 5 and not GenerationJob.objects.exists()
