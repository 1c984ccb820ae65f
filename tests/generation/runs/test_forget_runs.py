"""Runs are deleted, people forgotten, and folders of ended runs thinned."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from generation.errors import JobError
from generation.models import (
    Dataset,
    JobState,
    TrainedModel,
    TrainingEpoch,
    TrainingRun,
    Visibility,
)
from generation.services import (
    trained_model_create,
    training_run_delete,
    training_run_resume,
    trainings_erase,
    trainings_sweep,
)
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=90)


@pytest.fixture
def runs_folder(settings: Any, tmp_path: Path) -> Path:
    settings.TRAINING_DIR = tmp_path / "training"
    settings.TRAINING_DIR.mkdir()
    return Path(settings.TRAINING_DIR)


def furnished(run: TrainingRun, folder: Path) -> Path:
    """With what a child leaves: a megabyte of checkpoint, a best network, a log."""
    place = folder / str(run.pk)
    (place / "best-00003").mkdir(parents=True)
    (place / "samples").mkdir()
    (place / "state.safetensors").write_bytes(bytes(1_000_000))
    (place / "best-00003" / "card.json").write_text("{}")
    (place / "best").symlink_to("best-00003")
    (place / "log.jsonl").write_text("{}\n")
    return place


def test_a_run_goes_with_all_that_was_told_of_it(alice: Any) -> None:
    run = finished_run(alice)
    card = {"technique": "gan", "genre": "pop"}
    model = trained_model_create(owner=alice, title="M", card=card, weights=b"w", run=run)
    training_run_delete(run=run, by=alice)
    assert not TrainingRun.objects.exists() and not TrainingEpoch.objects.exists()
    model.refresh_from_db()
    assert model.run is None  # what was made of it stays


def test_a_published_one_stays(alice: Any) -> None:
    run = finished_run(alice, visibility=Visibility.PUBLISHED)
    with pytest.raises(JobError, match="published"):
        training_run_delete(run=run, by=alice)


def test_a_person_is_forgotten(alice: Any, bob: Any) -> None:
    data = Dataset.objects.create(owner=alice, title="Mine", rights_at=timezone.now())
    private = finished_run(alice, dataset=data)
    shown = finished_run(alice, visibility=Visibility.PUBLISHED, title="By Alice", dataset=data)
    theirs = finished_run(bob)
    held = trainings_erase(owner=alice)
    assert held == set(TrainingEpoch.objects.none().values_list("pk", flat=True)) | held
    assert len(held) >= 12
    assert not TrainingRun.objects.filter(pk=private.pk).exists()
    shown.refresh_from_db()
    assert (shown.title, shown.dataset) == ("", None)
    data.delete()  # nothing holds it
    assert TrainingRun.objects.filter(pk=theirs.pk).exists()
    assert trainings_erase(owner=alice) == set()  # may be repeated


def test_old_runs_are_thinned_and_can_no_longer_go_on(alice: Any, runs_folder: Path) -> None:
    old = finished_run(alice, finished_at=LONG_AGO, epochs_all=99)
    fresh = finished_run(alice, epochs_all=99)
    paused = finished_run(alice, state=JobState.PAUSED, finished_at=None, created_at=LONG_AGO)
    places = [furnished(run, runs_folder) for run in (old, fresh, paused)]
    assert trainings_sweep() == 1
    assert trainings_sweep() == 0
    kept = sorted(path.name for path in places[0].iterdir())
    assert kept == ["best", "best-00003", "log.jsonl"]
    assert all((place / "state.safetensors").exists() for place in places[1:])
    with pytest.raises(JobError, match="checkpoints were removed"):
        training_run_resume(run=old, by=alice)
    training_run_resume(run=fresh, by=alice)


def test_what_has_no_run_goes_after_a_while(runs_folder: Path) -> None:
    fresh, old, other = (runs_folder / name for name in (str(uuid4()), str(uuid4()), "notes"))
    for folder in (fresh, old, other):
        folder.mkdir()
    for folder in (old, other):
        os.utime(folder, (0, 0))
    assert trainings_sweep() == 1
    assert fresh.exists() and other.exists() and not old.exists()


def test_where_room_runs_out_the_oldest_go_first(
    alice: Any, runs_folder: Path, settings: Any
) -> None:
    ages = [timedelta(days=days) for days in (3, 2, 1)]
    runs = [finished_run(alice, finished_at=timezone.now() - age) for age in ages]
    places = [furnished(run, runs_folder) for run in runs]
    settings.TRAIN_MEGABYTES = 2
    trainings_sweep()
    states = [(place / "state.safetensors").exists() for place in places]
    assert states == [False, True, True] or states == [False, False, True]
    assert (places[0] / "best").exists()
    settings.TRAIN_MEGABYTES = 0
    trainings_sweep()
    assert not any(place.exists() for place in places)


def test_nothing_is_there_to_sweep(settings: Any, tmp_path: Path) -> None:
    settings.TRAINING_DIR = tmp_path / "none"
    assert trainings_sweep() == 0
    assert not TrainedModel.objects.exists()
