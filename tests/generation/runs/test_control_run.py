"""Pause, resume, stop and keep, cancel: by the owner and by organisers, with a change of mind."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from generation import services
from generation.errors import JobError
from generation.models import JobState, TrainingRun, Wish
from generation.services import (
    training_run_cancel,
    training_run_keep,
    training_run_leave,
    training_run_pause,
    training_run_resume,
    training_run_take,
)
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
FIVE = range(5)
BUSY = {"lease_until": "2999-01-01T00:00Z", "epochs_all": 20}


@pytest.fixture
def waiting(alice: Any) -> TrainingRun:
    return finished_run(alice, state=JobState.QUEUED, finished_at=None, epochs_all=20)


@pytest.fixture
def learning(alice: Any) -> TrainingRun:
    return finished_run(alice, state=JobState.RUNNING, finished_at=None, **BUSY)


def test_a_waiting_run_is_paused_and_resumed_at_once(waiting: TrainingRun, alice: Any) -> None:
    for _ in FIVE:
        training_run_pause(run=waiting, by=alice)
        training_run_pause(run=waiting, by=alice)  # a second click
        assert waiting.state == JobState.PAUSED
        training_run_resume(run=waiting, by=alice)
        training_run_resume(run=waiting, by=alice)
        assert waiting.state == JobState.QUEUED
    codes = [event.code for event in waiting.events.all()]
    assert codes.count("paused") == codes.count("resumed") - 1 == 5  # one is of the fixture


def test_a_learning_run_is_paused_at_its_next_step(learning: TrainingRun, alice: Any) -> None:
    for turn in FIVE:
        training_run_pause(run=learning, by=alice)
        assert (learning.state, learning.wish) == (JobState.RUNNING, Wish.PAUSE)
        assert training_run_leave(run=learning)
        learning.refresh_from_db()
        assert (learning.state, learning.wish) == (JobState.PAUSED, "")
        training_run_resume(run=learning, by=alice)
        taken = training_run_take(worker=f"w{turn}")
        assert taken == learning
        learning.refresh_from_db()
    assert (learning.fruitless, learning.attempt) == (1, 6)


def test_a_change_of_mind_before_the_next_step_goes_on(learning: TrainingRun, alice: Any) -> None:
    for _ in FIVE:
        training_run_pause(run=learning, by=alice)
        training_run_keep(run=learning, by=alice)
        assert learning.wish == Wish.KEEP
        training_run_cancel(run=learning, by=alice)
        assert learning.cancel_requested
        training_run_resume(run=learning, by=alice)
        assert (learning.state, learning.wish, learning.cancel_requested) == ("running", "", False)


def test_a_change_of_mind_after_the_child_has_stopped_waits_for_its_turn(
    learning: TrainingRun, alice: Any
) -> None:
    training_run_pause(run=learning, by=alice)
    training_run_resume(run=learning, by=alice)
    assert training_run_leave(run=learning)
    learning.refresh_from_db()
    assert learning.state == JobState.QUEUED


def test_the_best_is_kept(learning: TrainingRun, alice: Any) -> None:
    training_run_keep(run=learning, by=alice)
    assert training_run_leave(run=learning)
    learning.refresh_from_db()
    last = learning.events.last()
    assert (learning.state, last and last.code) == (JobState.DONE, "kept")
    training_run_keep(run=learning, by=alice)  # again: nothing happens
    assert learning.events.last() == last


def test_it_goes_on_after_it_was_kept(learning: TrainingRun, alice: Any) -> None:
    for turn in FIVE:
        training_run_keep(run=learning, by=alice)
        training_run_leave(run=learning)
        training_run_resume(run=learning, by=alice)
        assert (learning.state, learning.wish) == (JobState.QUEUED, "")
        assert training_run_take(worker=f"w{turn}") == learning
        learning.refresh_from_db()


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.PAUSED])
def test_what_no_machine_has_is_kept_at_once(alice: Any, state: JobState) -> None:
    run = finished_run(alice, state=state, finished_at=None, epochs_all=20)
    training_run_keep(run=run, by=alice)
    assert run.state == JobState.DONE and run.finished_at


def test_nothing_learnt_is_nothing_to_keep(alice: Any) -> None:
    run = TrainingRun.objects.create(owner=alice, technique="gan", genre="pop")
    with pytest.raises(JobError, match="first epoch is not there"):
        training_run_keep(run=run, by=alice)
    run.refresh_from_db()
    assert run.state == JobState.QUEUED


def test_it_is_cancelled_and_taken_up_again(waiting: TrainingRun, alice: Any) -> None:
    for _ in FIVE:
        training_run_cancel(run=waiting, by=alice)
        assert waiting.state == JobState.CANCELLED
        training_run_resume(run=waiting, by=alice)
        assert (waiting.state, waiting.cancel_requested) == (JobState.QUEUED, False)


def test_a_learning_run_is_cancelled_without_waiting(learning: TrainingRun, alice: Any) -> None:
    training_run_cancel(run=learning, by=alice)
    assert services.job_stop(job=learning)
    learning.refresh_from_db()
    assert learning.state == JobState.CANCELLED


@pytest.mark.parametrize(
    "values",
    [
        {"epochs_done": 20},
        {"swept_at": "2026-01-01T00:00Z"},
        {"state": JobState.FAILED, "error_code": "diverged"},
    ],
)
def test_what_cannot_go_on_says_why(alice: Any, values: dict[str, Any]) -> None:
    run = finished_run(alice, **{"epochs_all": 20, **values})
    with pytest.raises(JobError, match="cannot go on"):
        training_run_resume(run=run, by=alice)
    with pytest.raises(JobError, match="ended already"):
        training_run_pause(run=run, by=alice)
    training_run_cancel(run=run, by=alice)
    assert run.state == values.get("state", JobState.DONE)


def test_resuming_counts_as_one_more(waiting: TrainingRun, alice: Any, settings: Any) -> None:
    settings.TRAIN_RUNS_EACH = 1
    training_run_pause(run=waiting, by=alice)
    other = finished_run(alice, state=JobState.QUEUED)
    with pytest.raises(JobError, match="Nothing is lost"):
        training_run_resume(run=waiting, by=alice)
    training_run_cancel(run=other, by=alice)
    training_run_resume(run=waiting, by=alice)
    assert waiting.state == JobState.QUEUED


ACTS = [training_run_pause, training_run_resume, training_run_keep, training_run_cancel]


@pytest.mark.parametrize("act", ACTS)
def test_strangers_and_staff_without_the_right_may_not(
    waiting: TrainingRun, act: Any, bob: Any, charlie: Any
) -> None:
    charlie.is_staff = True
    charlie.save()
    for person in (bob, charlie):
        with pytest.raises(PermissionDenied):
            act(run=waiting, by=person)
    waiting.refresh_from_db()
    assert waiting.state == JobState.QUEUED


@pytest.mark.parametrize("act", ACTS)
def test_an_organiser_with_the_right_may_and_is_written_down(
    waiting: TrainingRun, act: Any, charlie: Any
) -> None:
    charlie.is_staff = True
    charlie.save()
    charlie.user_permissions.add(Permission.objects.get(codename="change_trainingrun"))
    TrainingRun.objects.update(state=JobState.PAUSED)
    act(run=waiting, by=charlie)
    assert LogEntry.objects.count() == (0 if act is training_run_pause else 1)


def test_every_change_is_seen_by_its_page(waiting: TrainingRun, alice: Any) -> None:
    versions = [waiting.version]
    for act in (training_run_pause, training_run_resume, training_run_keep):
        act(run=waiting, by=alice)
        versions.append(waiting.version)
    assert versions == sorted(set(versions))
