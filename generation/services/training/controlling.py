"""What the owner of a run, or an organiser, asks of it while it lives: pause, resume, keep,
cancel.

A run that no machine has is changed at once. One that a machine has is told (`wish`), and its
worker does it at the next step; until then the wish may be changed.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models.functions import Now

from generation.errors import JobError
from generation.messages import send_on_commit
from generation.models import JobState, TrainingRun, Wish
from generation.rights import CANCEL_TRAINING, record, require
from generation.services.holding import person_hold
from generation.services.training.asking import refuse_too_many
from generation.services.training.happenings import event_record
from generation.training_selectors import ENDED, run_keepable, run_resumable

PAUSED, QUEUED_AGAIN = "Paused", "Waiting for its turn to go on"
NOT_FOR_EVER = (
    "This run cannot go on: {why}. What it has learnt is kept. Start another run, which may go on "
    "from its model."
)


def training_run_pause(*, run: TrainingRun, by: AbstractUser) -> None:
    """It stops at its next step, and goes on from there when it is resumed."""
    _changed(run, by, "Paused.", _pause)


def training_run_resume(*, run: TrainingRun, by: AbstractUser) -> None:
    """It goes on exactly where it stopped, when its turn comes; also one that was cancelled, or
    ended before its last epoch. Raises `JobError`."""
    _changed(run, by, "Resumed.", _resume)


def training_run_keep(*, run: TrainingRun, by: AbstractUser) -> None:
    """It ends at its next step, and its best epoch stands. Raises `JobError`."""
    _changed(run, by, "Ended, its best epoch kept.", _keep)


def training_run_cancel(*, run: TrainingRun, by: AbstractUser) -> None:
    """It ends now, without its last steps. What it had learnt at its last epoch stays."""
    _changed(run, by, "Cancelled.", _cancel)


def require_control(run: TrainingRun, by: AbstractUser) -> None:
    """Raises `PermissionDenied` unless the run is theirs, or they look after training."""
    if run.owner_id != by.pk:
        require(by, CANCEL_TRAINING)


def _changed(
    run: TrainingRun, by: AbstractUser, words: str, change: Callable[[TrainingRun], bool]
) -> None:
    require_control(run, by)
    with transaction.atomic():
        person_hold(key=run.owner_id)
        # Locked: its worker may be ending it, and another tab may be asking for the contrary.
        row = TrainingRun.objects.select_for_update().get(pk=run.pk)
        if change(row) and row.owner_id != by.pk:
            record(by=by, row=row, words=words)
    run.refresh_from_db()


def _set(row: TrainingRun, code: str, words: str, **values: Any) -> bool:
    TrainingRun.objects.filter(pk=row.pk).update(**values)
    event_record(run=row, code=code, words=words)
    return True


def _pause(row: TrainingRun) -> bool:
    if row.state == JobState.QUEUED:
        return _set(row, "paused", "Paused.", state=JobState.PAUSED, stage=PAUSED, wish=Wish.GO_ON)
    if row.state == JobState.RUNNING and row.wish != Wish.PAUSE and not row.cancel_requested:
        return _set(row, "pausing", "Asked to pause at the next step.", wish=Wish.PAUSE)
    if row.state in ENDED:
        raise JobError("ended", "This run has ended already: nothing was changed.", 409)
    return False


def _resume(row: TrainingRun) -> bool:
    if row.state == JobState.RUNNING and (row.wish or row.cancel_requested):
        words = "Asked to go on after all."
        return _set(row, "going_on", words, wish=Wish.GO_ON, cancel_requested=False)
    if row.state in (JobState.QUEUED, JobState.RUNNING):
        return False
    if not run_resumable(row):
        raise JobError("not_resumable", NOT_FOR_EVER.format(why=_why_not(row)), 409)
    refuse_too_many(row.owner, paused=False)
    send_on_commit(TrainingRun.TASK, str(row.pk))
    return _set(
        row,
        "resumed",
        "Resumed: it goes on from where it stopped when its turn comes.",
        state=JobState.QUEUED,
        stage=QUEUED_AGAIN,
        wish=Wish.GO_ON,
        cancel_requested=False,
        fruitless=0,
        error_code="",
        error_message="",
        queued_at=Now(),
        finished_at=None,
    )


def _why_not(row: TrainingRun) -> str:
    if row.swept_at:
        return "its checkpoints were removed a while after it ended"
    if row.error_code == "diverged":
        return "it would come to the same end, where its losses are no numbers"
    return "it has learnt to its end"


def _keep(row: TrainingRun) -> bool:
    if row.state in ENDED or row.wish == Wish.KEEP:
        return False
    if not run_keepable(row):
        message = (
            "There is nothing to keep yet: the first epoch is not there. Wait for it, or cancel "
            "the run."
        )
        raise JobError("nothing_learnt", message, 409)
    if row.state == JobState.RUNNING:
        words = "Asked to end at the next step and to keep the best epoch."
        return _set(row, "keeping", words, wish=Wish.KEEP, cancel_requested=False)
    return _set(
        row,
        "kept",
        "Ended by its owner: the best epoch stands.",
        state=JobState.DONE,
        wish=Wish.KEEP,
        stage="Done",
        seconds_left=None,
        finished_at=Now(),
    )


def _cancel(row: TrainingRun) -> bool:
    if row.state in ENDED:
        return False
    if row.state == JobState.RUNNING:
        if row.cancel_requested:
            return False
        return _set(row, "cancelling", "Asked to stop now.", cancel_requested=True)
    return _set(
        row,
        "cancelled",
        "Cancelled.",
        state=JobState.CANCELLED,
        stage="Cancelled",
        wish=Wish.GO_ON,
        cancel_requested=True,
        seconds_left=None,
        finished_at=Now(),
    )
