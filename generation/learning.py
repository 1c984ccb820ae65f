"""A worker's side of a training run: the same course as in the shell, told to the database epoch by epoch."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from generation import services
from generation.engine import Cancelled
from generation.models import TrainingRun
from generation.music.midi import read_midi
from generation.music.song import Song
from generation.running import Heartbeat

logger = logging.getLogger(__name__)
LOG = "log.jsonl"


def run(*, pk: str, worker: str) -> None:
    """One attempt; it goes on where the last one saved. May be called twice: one call gets the run."""
    if not services.work_claim(model=TrainingRun, pk=pk, worker=worker):
        return
    training = TrainingRun.objects.get(pk=pk)
    try:
        with Heartbeat(training) as heartbeat:
            _train(training, heartbeat)
    except Cancelled:
        services.job_stop(job=training)
    except OSError as error:
        missing = (
            f"The training data or the folder for checkpoints cannot be used: {error.filename} ({error.strerror})."
        )
        services.job_fail(job=training, code="no_training_data", message=missing)
    except Exception:
        logger.exception("training %s: attempt %d came to nothing", training.pk, training.attempt)
        services.job_retry(job=training)
    else:
        services.training_run_finish(run=training)


def _train(training: TrainingRun, heartbeat: Heartbeat) -> None:
    from generation.training.courses import course_for  # torch: only workers come here

    folder = folder_of(training)
    folder.mkdir(parents=True, exist_ok=True)
    heartbeat.progress(0.0, "Reading the data")
    course = course_for(training.technique, training.genre, Path(settings.TRAINING_DATA), folder, training.plan)
    # A worker that died between a checkpoint and its row has left the epoch in the log.
    for line in logged(folder):
        services.training_epoch_record(run=training, line=line, sample=sample_of(folder, line))
    heartbeat.progress(0.0, "Training")
    for line in course.lines():
        if heartbeat.stopped.is_set():
            raise Cancelled
        services.training_epoch_record(run=training, line=line, sample=sample_of(folder, line))
        heartbeat.progress(line["at"] / line["of"], f"{line['phase'].capitalize()}: {line['at']} of {line['of']}")
    course.publish("")


def folder_of(training: TrainingRun) -> Path:
    """Checkpoints, log, samples, and in the end weights and card of a run."""
    folder: Path = settings.TRAINING_DIR / str(training.pk)
    return folder


def logged(folder: Path) -> Iterator[dict[str, Any]]:
    """The epochs in the run's own log."""
    if (folder / LOG).exists():
        yield from map(json.loads, (folder / LOG).read_text().splitlines())


def sample_of(folder: Path, line: dict[str, Any]) -> Song | None:
    """The first of the pieces that were played after an epoch."""
    found = sorted((folder / "samples").glob(f"*{line['at']:05d}-0.mid"))
    ours = [path for path in found if path.name.startswith((line["phase"], f"{line['at']:05d}"))]
    return read_midi(ours[0].read_bytes()) if ours else None
