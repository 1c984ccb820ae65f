"""A worker's side of a training run: `generation.train` in a child, told to the database checkpoint
by checkpoint.

The child brings torch, of which no worker knows, and takes it away when it ends.
"""

import contextlib
import json
import logging
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from generation import services
from generation.engine import Cancelled
from generation.errors import JobError
from generation.models import TrainingRun
from generation.music.midi import read_midi
from generation.music.song import Song
from generation.train import NO_DATA, NO_USE, NOT_UNDERSTOOD
from generation.workers.jobs import TICK, Heartbeat

logger = logging.getLogger(__name__)
LOG, ERRORS = "log.jsonl", "errors.txt"
PROGRAM = ("-m", "generation.train")
CODES = {NO_DATA: "no_training_data", NOT_UNDERSTOOD: "bad_plan", NO_USE: "training_failed"}


class ChildFailed(Exception):
    """The child ended without having learnt to the end."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(f"exit status {status}: {message}")
        self.status, self.message = status, message


def run_training(*, pk: str, worker: str) -> None:
    """One attempt; it goes on where the last one saved. May be called twice: one call gets
    the run."""
    if not services.work_claim(model=TrainingRun, pk=pk, worker=worker):
        return
    training = TrainingRun.objects.get(pk=pk)
    try:
        with Heartbeat(training) as heartbeat:
            _train(training, heartbeat)
    except Cancelled:
        services.job_stop(job=training)
    except JobError as error:
        services.job_fail(job=training, code=error.code, message=error.message)
    except ChildFailed as error:
        if error.status in CODES:
            services.job_fail(job=training, code=CODES[error.status], message=error.message)
        else:
            logger.warning(
                "training %s: attempt %d came to nothing: %s", training.pk, training.attempt, error
            )
            services.job_retry(job=training)
    except Exception:
        logger.exception("training %s: attempt %d came to nothing", training.pk, training.attempt)
        services.job_retry(job=training)
    else:
        services.training_run_finish(run=training)


def _train(training: TrainingRun, heartbeat: Heartbeat) -> None:
    folder = find_folder(training)
    folder.mkdir(parents=True, exist_ok=True)
    heartbeat.progress(0.0, "Reading the data")
    # A worker that died between a checkpoint and its row has left the epoch in the log.
    for line in read_log(folder):
        services.training_epoch_record(run=training, line=line, sample=read_sample(folder, line))
    for line in read_child(build_command(training, folder), folder / ERRORS, heartbeat.stopped):
        services.training_epoch_record(run=training, line=line, sample=read_sample(folder, line))
        heartbeat.progress(
            line["at"] / line["of"], f"{line['phase'].capitalize()}: {line['at']} of {line['of']}"
        )


def build_command(training: TrainingRun, folder: Path) -> list[str]:
    """What trains in the child."""
    wishes = [f"--{name}={value}" for name, value in training.plan.items()]
    where = [f"--genre={training.genre}", f"--data={settings.TRAINING_DATA}", f"--out={folder}"]
    return [sys.executable, *PROGRAM, training.technique, *where, *wishes, "--with-parent"]


def read_child(
    words: list[str], errors: Path, stopped: threading.Event
) -> Iterator[dict[str, Any]]:
    """The lines that a child prints, until it ends. It ends with us, and when it is stopped.

    Raises `Cancelled` if it was stopped, and `ChildFailed`.
    """
    with errors.open("wb") as told:
        child = subprocess.Popen(
            words, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told
        )
    with child:
        threading.Thread(target=_kill_when, args=(stopped, child), daemon=True).start()
        try:
            yield from map(json.loads, child.stdout or ())
        except BaseException:
            child.kill()
            raise
    if stopped.is_set():
        raise Cancelled
    if child.returncode:
        raise ChildFailed(child.returncode, read_last_line(errors))


def _kill_when(stopped: threading.Event, child: subprocess.Popen[bytes]) -> None:
    while child.poll() is None:
        if stopped.wait(TICK):
            child.kill()


def read_last_line(path: Path) -> str:
    """What the child said at last."""
    lines = path.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def find_folder(training: TrainingRun) -> Path:
    """Checkpoints, log, samples, and in the end weights and card of a run."""
    folder: Path = settings.TRAINING_DIR / str(training.pk)
    return folder


def read_log(folder: Path) -> Iterator[dict[str, Any]]:
    """The epochs in the run's own log; a line that was cut off, by a kill or a full disk, is
    none."""
    if not (folder / LOG).exists():
        return
    for line in (folder / LOG).read_text(errors="replace").splitlines():
        with contextlib.suppress(ValueError):
            yield json.loads(line)


def read_sample(folder: Path, line: dict[str, Any]) -> Song | None:
    """The first of the pieces that were played after an epoch."""
    found = sorted((folder / "samples").glob(f"*{line['at']:05d}-0.mid"))
    ours = [path for path in found if path.name.startswith((line["phase"], f"{line['at']:05d}"))]
    return read_midi(ours[0].read_bytes()) if ours else None
