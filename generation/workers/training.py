"""A worker's side of a training run: take it, let a child learn, tell the database epoch by epoch,
and leave when it is somebody else's turn.

The child brings torch, of which no worker knows, and takes it away when it ends.
"""

import errno
import logging
import os

from django.conf import settings

from generation import services
from generation.engine import Cancelled
from generation.errors import JobError
from generation.models import TrainingRun
from generation.train import NO_DATA, NO_USE, NOT_UNDERSTOOD
from generation.workers.training_child import ChildFailed, ChildStopped, read_child
from generation.workers.training_folder import FULL, RunFolder
from generation.workers.training_heartbeat import TrainingHeartbeat
from generation.workers.training_telling import tell_epoch
from generation.workers.training_wish import build_command, prepare

logger = logging.getLogger(__name__)
CODES = {NO_DATA: "no_training_data", NOT_UNDERSTOOD: "bad_plan", NO_USE: "training_failed"}
NO_ROOM = os.strerror(errno.ENOSPC)
NO_NUMBERS = "no numbers"  # in what a child says whose losses have left them
READING = "Reading the music"


def train_next(*, worker: str) -> None:
    """One sitting of the run whose turn it is; it goes on where the last one saved. May be called
    too often: then there is none, and it returns."""
    if run := services.training_run_take(worker=worker):
        try:
            sit(run)
        finally:
            services.trainings_go_on()


def sit(run: TrainingRun) -> None:
    """Lets a run learn that was taken, and writes what came of it."""
    heartbeat = TrainingHeartbeat(run)
    try:
        with heartbeat:
            _learn(run, heartbeat)
    except Cancelled:
        services.job_stop(job=run)
    except ChildStopped:
        services.training_run_leave(run=run, words=heartbeat.why)
    except JobError as error:
        services.job_fail(job=run, code=error.code, message=error.message)
    except ChildFailed as error:
        _fail(run, error)
    except Exception:
        logger.exception("training %s: attempt %d came to nothing", run.pk, run.attempt)
        services.job_retry(job=run)
    else:
        services.training_run_finish(run=run)


def _fail(run: TrainingRun, error: ChildFailed) -> None:
    if error.status not in CODES:
        logger.warning("training %s: attempt %d came to nothing: %s", run.pk, run.attempt, error)
        services.job_retry(job=run)
        return
    code, message = CODES[error.status], error.message
    if NO_NUMBERS in message:
        code = "diverged"
    elif NO_ROOM in message:
        code, message = "disk_full", FULL
    services.job_fail(job=run, code=code, message=message)


def _learn(run: TrainingRun, heartbeat: TrainingHeartbeat) -> None:
    folder = RunFolder(settings.TRAINING_DIR / str(run.pk))
    with folder.held() as lock:
        heartbeat.progress(run.progress, READING)
        prepare(run, folder)
        heartbeat.folder = folder
        # A worker that died between a checkpoint and its row has left the epoch in the log.
        for line in folder.read_log():
            _tell(run, folder, line, heartbeat)
        for line in read_child(build_command(run, folder), folder, heartbeat, lock):
            if "event" in line:
                _hear(run, line)
            else:
                _tell(run, folder, line, heartbeat)


def _hear(run: TrainingRun, line: dict[str, str]) -> None:
    """Something that is no epoch."""
    if line["event"] != "stopped":
        services.training_said(run=run, code=line["event"], words=line.get("words", ""))


def _tell(
    run: TrainingRun, folder: RunFolder, line: dict[str, object], heartbeat: TrainingHeartbeat
) -> None:
    if not tell_epoch(run, folder, line):
        raise Cancelled
    folder.refuse_too_large()
    run.refresh_from_db(fields=["progress", "epochs_done", "epochs_all"])
    heartbeat.progress(run.progress, _stage(run, line))


def _stage(run: TrainingRun, line: dict[str, object]) -> str:
    name = str(line["phase"]).capitalize()
    if run.epochs_all:
        return f"{name}: epoch {run.epochs_done} of {run.epochs_all} is told"
    return f"{name}: {line['at']} of {line['of']}"
