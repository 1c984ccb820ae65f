"""The demo's run is told as a worker tells one, and its model plays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.demo import people
from chartbusters.demo.learning import TITLE, show_learning
from generation.models import (
    JobState,
    TrainedModel,
    TrainingPace,
    TrainingRun,
    TrainingSample,
    Visibility,
)
from generation.music.song import Song
from generation.services import job_create
from generation.workers import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def model(settings: Any, tmp_path: Any) -> TrainedModel:
    settings.VAR_DIR = tmp_path
    ada = people.makers()[0]
    made = show_learning(owner=ada, organiser=people.organiser())
    assert made
    assert show_learning(owner=ada, organiser=people.organiser()) is None
    return made


def test_every_epoch_is_there_with_its_takes_and_curves(model: TrainedModel) -> None:
    run = TrainingRun.objects.get(title=TITLE)
    assert (run.state, run.visibility) == (JobState.DONE, Visibility.PUBLISHED)
    assert list(run.epochs.values_list("number", flat=True)) == list(range(17))
    assert TrainingSample.objects.filter(epoch__run=run).count() == 3 * 17
    assert {curve.steps for curve in run.curves.filter(phase="likelihood")} == {768}
    assert run.events.filter(code="critic_wins").exists()
    assert not TrainingPace.objects.exists(), "that machine is not this one"


def test_it_is_looked_at_by_everybody(model: TrainedModel, client: Client) -> None:
    run = TrainingRun.objects.get(title=TITLE)
    assert TITLE in client.get("/train/").content.decode()
    assert client.get(f"/train/{run.pk}/").status_code == 200
    page = client.get(f"/models/{model.name}/").content.decode()
    assert model.title in page
    assert "Arranged by rule" in page


def test_it_plays_for_everybody(
    model: TrainedModel, bob: Any, sample_song: Callable[..., Song]
) -> None:
    wish = {"technique": "gan", "model": model.name, "song": sample_song(), "seed": 1}
    job = job_create(owner=bob, session_key="", **wish)
    jobs.run(worker="one")
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.error_message
    assert job.result and len(job.result.song.tracks) > 1
