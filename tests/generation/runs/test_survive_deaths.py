"""Real workers, killed and started: epochs, curves and weights are what they are without a kill;
pauses, other people's turns and damaged files cost nothing."""

import random
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from generation import services
from generation.models import JobState, TrainingCurve, TrainingRun
from generation.training_selectors import ENDED
from tests.brokers import empty
from tests.generation.training_runs import wish, worked
from tests.waiting import wait_until
from tests.workers import LiveWorker

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
FIVE = 5
LONG = {"epochs": 14, "batch": 2}
PATIENCE = 240


@pytest.fixture
def trainer(
    school: Path, broker: str, short_folder: Path, settings: LazySettings
) -> Iterator[LiveWorker]:
    """A worker on the test's database and broker that trains tiny networks; short leases."""
    settings.JOB_LEASE_SECONDS, settings.JOB_HEARTBEAT_SECONDS = 3, 1
    settings.TRAINING_DIR = short_folder / "training"
    worker = LiveWorker(
        short_folder,
        broker,
        JOB_LEASE_SECONDS="3",
        JOB_HEARTBEAT_SECONDS="1",
        TRAINING_DATA=str(settings.TRAINING_DATA),
        TRAIN_SLICE_SECONDS="1",
    )
    worker.command = [sys.executable, "-m", "tests.generation.runs.small_worker"]
    yield worker
    worker.stop()


def reaped(run: TrainingRun) -> TrainingRun:
    """As it stands; meanwhile the scheduler's reaper looks after it."""
    services.jobs_reap()
    run.refresh_from_db()
    return run


def comes(run: TrainingRun, check: Callable[[TrainingRun], bool], what: str) -> None:
    wait_until(lambda: check(reaped(run)), what=what, seconds=PATIENCE)


def told(run: TrainingRun) -> list[Any]:
    """All that a page would show of what was learnt."""
    epochs = run.epochs.order_by("number")
    rows = [
        (each.number, each.at, each.losses, each.figures, each.measures, each.best, each.sample_id)
        for each in epochs
    ]
    curves = TrainingCurve.objects.filter(run=run).order_by("phase", "name")
    return [rows, [(each.name, each.steps, bytes(each.buckets)) for each in curves]]


def weights(run: TrainingRun, folder: Path) -> bytes:
    (path,) = (folder / str(run.pk) / "best").resolve().glob("*.safetensors")
    return path.read_bytes()


def assert_one_at_a_time(run: TrainingRun) -> None:
    """No sitting of it began before the one before had left its last sign of life."""
    sittings = list(run.sittings.order_by("attempt"))
    assert [each.attempt for each in sittings] == list(range(1, run.attempt + 1))
    assert all(a.until_at <= b.began_at for a, b in pairwise(sittings))


@pytest.mark.postgres  # where takers of a run wait for each other's rows
def test_five_kills_at_random_change_nothing(
    trainer: LiveWorker, staff: Any, alice: Any, settings: LazySettings, broker: str
) -> None:
    """After two of them the broker has lost all that it was told, as where its file is gone."""
    whole = worked(wish(staff, plan=LONG))
    assert whole.state == JobState.DONE
    drawn = random.Random(19)
    trainer.start()
    run = wish(alice, plan=LONG)
    for kill in range(FIVE):
        seen = run.epochs_done
        comes(run, lambda now, seen=seen: now.epochs_done > seen or now.state in ENDED, "an epoch")
        time.sleep(drawn.uniform(0, 0.5))  # anywhere between two epochs
        trainer.kill()
        if kill % 2:
            empty(broker)
        trainer.start()
    comes(run, lambda now: now.state in ENDED, "the end")
    assert (run.state, run.error_message) == (JobState.DONE, "")
    assert told(run) == told(whole)
    assert weights(run, settings.TRAINING_DIR) == weights(whole, settings.TRAINING_DIR)
    codes = [event.code for event in run.events.all()]
    assert "resumed" in codes and codes.count("done") == 1
    assert_one_at_a_time(run)


def test_a_damaged_checkpoint_falls_back_with_a_word(
    trainer: LiveWorker, alice: Any, staff: Any, settings: LazySettings
) -> None:
    whole = worked(wish(staff, plan={"epochs": 6, "batch": 2}))
    run = wish(alice, plan={"epochs": 6, "batch": 2})
    trainer.start()
    comes(run, lambda now: now.epochs_done >= 3, "three epochs")
    trainer.kill()
    newest = settings.TRAINING_DIR / str(run.pk) / "state.safetensors"
    newest.write_bytes(newest.read_bytes()[:1000])
    trainer.start()
    comes(run, lambda now: now.state in ENDED, "the end")
    assert run.state == JobState.DONE
    (event,) = run.events.filter(code="fell_back")
    assert "damaged" in event.words
    assert told(run) == told(whole)


@pytest.mark.postgres  # where takers of a run wait for each other's rows
def test_it_is_paused_and_resumed_five_times(trainer: LiveWorker, alice: Any, staff: Any) -> None:
    whole = worked(wish(staff, plan=LONG))
    trainer.start()
    run = wish(alice, plan=LONG)
    for _ in range(FIVE):
        seen = run.epochs_done
        comes(run, lambda now, seen=seen: now.epochs_done > seen or now.state in ENDED, "an epoch")
        services.training_run_pause(run=run, by=alice)
        services.training_run_resume(run=run, by=alice)  # a change of mind
        if run.state in ENDED:
            break
        services.training_run_pause(run=run, by=alice)
        comes(run, lambda now: now.state != JobState.RUNNING, "a pause")
        assert run.state in (JobState.PAUSED, *ENDED, JobState.QUEUED)
        if run.state == JobState.PAUSED:
            services.training_run_resume(run=run, by=alice)
    comes(run, lambda now: now.state in ENDED, "the end")
    assert run.state == JobState.DONE
    assert told(run) == told(whole)


@pytest.mark.postgres  # where takers of a run wait for each other's rows
def test_two_peoples_runs_alternate(trainer: LiveWorker, alice: Any, bob: Any) -> None:
    short = {**LONG, "epochs": 5}  # a sitting of a second begins with some seconds of torch
    runs = [wish(person, plan=short) for person in (alice, bob)]
    trainer.start()
    for run in runs:
        comes(run, lambda now: now.state in ENDED, "the end")
        assert run.state == JobState.DONE
    sittings = [run.sittings.count() for run in runs]
    assert max(sittings) >= 2, sittings  # whoever began gave way; the other may need no second
    first_ended = min(run.finished_at for run in runs)
    later = [run for run in runs if run.finished_at > first_ended]
    assert all(run.sittings.order_by("began_at").first().began_at < first_ended for run in later)


def test_it_is_kept_at_its_next_step(
    trainer: LiveWorker, alice: Any, settings: LazySettings
) -> None:
    trainer.start()
    run = wish(alice, plan={"epochs": 2000, "batch": 2})
    comes(run, lambda now: now.epochs_done >= 2, "two epochs")
    services.training_run_keep(run=run, by=alice)
    comes(run, lambda now: now.state in ENDED, "the end")
    assert (run.state, run.error_message) == (JobState.DONE, "")
    model = services.training_model_take(run=run, by=alice)
    assert model.owner == alice and model.epoch == run.epochs.filter(best=True).last().number
    assert services.training_model_take(run=run, by=alice) == model


def test_it_is_cancelled_at_once(trainer: LiveWorker, alice: Any) -> None:
    trainer.start()
    run = wish(alice, plan={"epochs": 2000, "batch": 2})
    comes(run, lambda now: now.epochs_done >= 1, "an epoch")
    services.training_run_cancel(run=run, by=alice)
    comes(run, lambda now: now.state == JobState.CANCELLED, "the end")
