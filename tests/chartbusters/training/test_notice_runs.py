"""Whoever asked for a run is told when it has ended, by the bell and by mail; endpoints too."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.notices.models import Event, Notice
from chartbusters.webhooks.kinds import KINDS
from generation.models import JobState, TrainingRun, Wish
from generation.services import (
    job_fail,
    training_run_cancel,
    training_run_finish,
    training_run_keep,
    training_run_leave,
)
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
BUSY = {"state": JobState.RUNNING, "finished_at": None, "lease_until": "2999-01-01T00:00Z"}


@pytest.fixture
def learning(alice: Any) -> TrainingRun:
    return finished_run(alice, **BUSY)


def test_who_trained_it_is_told_once(learning: TrainingRun, alice: Any) -> None:
    assert training_run_finish(run=learning)
    assert not training_run_finish(run=learning)
    notice = Notice.objects.get()
    assert notice.person == alice
    assert notice.event.label == "My first band"
    assert notice.event.address == f"/train/{learning.pk}/"
    assert "best epoch is 12 of 12" in notice.event.data["words"]


def test_it_is_seen_on_the_page_of_notices(
    learning: TrainingRun, alice: Any, client_of: Callable[..., Any]
) -> None:
    training_run_finish(run=learning)
    shown = client_of(alice).get("/notices/").content.decode()
    assert "Your model has learned: My first band" in shown


def test_a_failure_is_told_with_its_reason(learning: TrainingRun) -> None:
    job_fail(job=learning, code="disk_full", message="The disk is full.")
    event = Event.objects.get()
    assert (event.kind, event.data["words"]) == ("training_failed", "The disk is full.")


def test_whoever_ended_it_by_hand_is_not_told_what_they_did(
    learning: TrainingRun, alice: Any
) -> None:
    training_run_keep(run=learning, by=alice)
    training_run_leave(run=learning)
    other = finished_run(alice, state=JobState.QUEUED)
    training_run_cancel(run=other, by=alice)
    assert not Event.objects.exists()


def test_a_run_without_a_title_is_told_by_its_music(alice: Any) -> None:
    training_run_finish(run=finished_run(alice, title="", **BUSY))
    assert Event.objects.get().label == "Band-mate (GAN) on pop"


def test_each_end_is_told(alice: Any, learning: TrainingRun) -> None:
    training_run_finish(run=learning)
    TrainingRun.objects.update(state=JobState.RUNNING, attempt=2, wish=Wish.GO_ON)
    learning.refresh_from_db()
    training_run_finish(run=learning)
    assert Event.objects.count() == 2


def test_nothing_that_is_told_keeps_a_run_from_its_end(
    learning: TrainingRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(run: TrainingRun) -> None:
        raise RuntimeError

    monkeypatch.setattr("generation.services.training.turns.ENDED", [fall])
    assert training_run_finish(run=learning)
    learning.refresh_from_db()
    assert learning.state == JobState.DONE


def test_endpoints_of_the_site_can_ask_for_it() -> None:
    assert "training.ended" in KINDS
