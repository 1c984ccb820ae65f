"""Whose turn it is on the machines that train: a run is taken, sits for a while, and leaves."""

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from generation import training_selectors
from generation.messages import send_on_commit
from generation.models import JobState, TrainingRun, TrainingSitting, Wish, Work
from generation.selectors import claimable
from generation.services.training.controlling import PAUSED, QUEUED_AGAIN
from generation.services.training.happenings import event_record
from generation.services.work import (
    LISTENERS,
    RESTARTING,
    STARTING,
    job_stop,
    lease,
    work_finish,
    work_held,
)

logger = logging.getLogger(__name__)
# Who else wants to know that a run has ended, in its transaction; rooms above add themselves.
ENDED: list[Callable[[TrainingRun], None]] = []
GOING_ON = "Going on"
GAVE_WAY = "It gives way to somebody who has waited; it goes on from here when its turn comes."
NO_HOURS = "Its owner's hours of the day are used up; it goes on by itself when there are some."


def training_run_take(*, worker: str) -> TrainingRun | None:
    """Takes the run whose turn it is; None when none may be taken. Which run a message names does
    not matter."""
    with transaction.atomic():
        # Two workers that look at once would take two runs of one person while another waits: the
        # second waits here for the first.
        queued = TrainingRun.objects.filter(state=JobState.QUEUED).order_by("pk")
        list(queued.select_for_update(no_key=True).values_list("pk"))
        while chosen := training_selectors.run_next():
            if _claim(chosen, worker):
                return TrainingRun.objects.get(pk=chosen.pk)
    return None


def _claim(run: TrainingRun, worker: str) -> bool:
    stopped = run.state == JobState.RUNNING or run.stage == RESTARTING
    # Compare and set: of two workers that want the same row, one changes it and the other none.
    claimed = TrainingRun.objects.filter(
        claimable(TrainingRun), pk=run.pk, attempt=run.attempt
    ).update(
        state=JobState.RUNNING,
        attempt=F("attempt") + 1,
        fruitless=F("fruitless") + 1,
        worker=worker,
        lease_until=Now() + lease(),
        started_at=Now(),
        stage=GOING_ON if run.epochs_done else STARTING,
    )
    if not claimed:
        return False
    TrainingSitting.objects.create(run=run, attempt=run.attempt + 1)
    code, words = _beginning(run, stopped)
    event_record(run=run, code=code, words=words)
    return True


def _beginning(run: TrainingRun, stopped: bool) -> tuple[str, str]:
    if stopped:
        since = f"from epoch {run.epochs_done}" if run.epochs_done else "from its beginning"
        return "resumed", f"Resumed after a stop of the machine, {since}. Nothing is lost."
    if run.attempt:
        return "going_on", f"It is its turn again: it goes on from epoch {run.epochs_done}."
    return "began", "The training began."


def training_beat(*, run: TrainingRun, progress: float, stage: str, news: bool) -> bool:
    """Extends the lease, and the sitting; False when the run belongs to somebody else by now."""
    values: dict[str, Any] = {"lease_until": Now() + lease()}
    if news:
        values |= {"stage": stage[:80], "version": F("version") + 1}
        values["progress"] = min(max(progress, 0.0), 1.0)
    with transaction.atomic():
        beaten = work_held(work=run).update(**values)
        if beaten:
            sittings = TrainingSitting.objects.filter(run=run, attempt=run.attempt)
            sittings.update(until_at=Now())
    return bool(beaten)


def training_run_leave(*, run: TrainingRun, words: str = "") -> bool:
    """It has stopped at a step, all of it on the disk: paused, ended, or back in the line, as its
    owner wishes by now. `words` tell why, where it was not its owner."""
    with transaction.atomic():
        row = work_held(work=run).select_for_update().first()
        if row is None:
            return False
        if row.cancel_requested:
            return job_stop(job=row)
        if row.wish == Wish.KEEP:
            return training_run_finish(run=row)
        if row.wish == Wish.PAUSE:
            _leave(row, JobState.PAUSED, PAUSED, "paused", "Paused.")
        else:
            told = words or "It goes on, as its owner wishes after all."
            _leave(row, JobState.QUEUED, QUEUED_AGAIN, "gave_way", told)
            send_on_commit(TrainingRun.TASK, str(row.pk))
    return True


def _leave(row: TrainingRun, state: JobState, stage: str, code: str, words: str) -> None:
    left = work_held(work=row)
    values = {"state": state, "stage": stage, "wish": Wish.GO_ON, "fruitless": 0}
    left.update(**values, lease_until=None, queued_at=Now())
    event_record(run=row, code=code, words=words)


def training_run_finish(*, run: TrainingRun) -> bool:
    """It has learnt to its end, or as far as its owner wanted."""
    return work_finish(work=run, seconds_left=None)


def trainings_go_on() -> None:
    """Sends a worker where a run waits: the message of one that had to wait may have been used
    up."""
    if chosen := training_selectors.run_next():
        send_on_commit(TrainingRun.TASK, str(chosen.pk))


def _tell_end(work: Work) -> None:
    """Whatever has ended a run, its story and its owner are told."""
    if not isinstance(work, TrainingRun):
        return
    run = TrainingRun.objects.get(pk=work.pk)
    code, words = _ending(run)
    event_record(run=run, code=code, words=words)
    for listener in ENDED:
        try:
            with transaction.atomic():
                listener(run)
        except Exception:
            # Who is told of it must not keep a run from its end: it would be tried for ever.
            logger.exception("training %s: its end could not be told", run.pk)


def _ending(run: TrainingRun) -> tuple[str, str]:
    if run.state == JobState.FAILED:
        return run.error_code or "failed", run.error_message
    if run.state == JobState.CANCELLED:
        return "cancelled", "Cancelled. What it had learnt at its best epoch stays."
    best = run.epochs.filter(best=True).order_by("-number").first()
    which = f"epoch {best.number}" if best else "its last epoch"
    if run.wish == Wish.KEEP:
        return "kept", f"Ended as its owner wished: {which} is the best, and stands."
    return "done", f"It has learnt to its end: {which} is the best, and can be taken."


LISTENERS.append(_tell_end)
