"""What a run has learnt is told to the database: epochs, once each however often they come, with
their takes, and the curves up to there."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from numpy.typing import NDArray

from generation.errors import JobError
from generation.models import TrainingCurve, TrainingEpoch, TrainingRun, TrainingSample
from generation.music.song import Song
from generation.services.songs import song_prepare, song_store
from generation.services.training.happenings import event_record
from generation.services.training.pacing import pace_learn
from generation.services.work import work_held
from generation.training_curves import extend_buckets
from generation.training_events import FAR, Epoch, find_happenings

DIVERGED = (
    "After {} steps the losses are no numbers any more: nothing could be learnt from there on. "
    "What it had learnt until its best epoch stands, and can be taken. Start another run with a "
    "lower learning rate, larger batches or another seed."
)
Line = Mapping[str, Any]


class Steps(NamedTuple):
    """Figures of the steps of a phase that the curves do not have yet, by name."""

    phase: str
    first: int
    values: Mapping[str, NDArray[Any]]


def training_epoch_record(
    *,
    run: TrainingRun,
    line: Line,
    samples: Sequence[Song] = (),
    steps: Steps | None = None,
    elsewhere: bool = False,
) -> bool:
    """Tells an epoch once, however often it is told; False, with nothing written, once the run is
    no longer ours. Raises `JobError` for losses that are no numbers."""
    _refuse_no_numbers(line)
    for song in samples:
        song_prepare(song=song)
    with transaction.atomic():
        row = work_held(work=run).select_for_update().first()
        if row is None:
            return False
        epoch, fresh = TrainingEpoch.objects.get_or_create(
            run=row, phase=line["phase"], at=line["at"], defaults=_values(line)
        )
        if fresh:
            _keep_samples(epoch, samples)
            _extend_curves(row, steps)
            before = row.seconds
            _move(row, line)
            if row.epochs_done and not elsewhere:
                pace_learn(run=row, seconds=max(0.0, row.seconds - before))
            _tell_signs(row, epoch)
    return True


def training_real_record(*, run: TrainingRun, real: Mapping[str, Any]) -> None:
    """The range of real music, which the child has measured."""
    rows = work_held(work=run).exclude(real=real)
    rows.update(real=real, version=F("version") + 1)


def training_said(*, run: TrainingRun, code: str, words: str) -> None:
    """Something that happened in the child, in its words."""
    with transaction.atomic():
        if row := work_held(work=run).select_for_update().first():
            event_record(run=row, code=code, words=words)


def curve_steps(*, run: TrainingRun, phase: str) -> int:
    """How many steps of a phase its curves hold."""
    first = TrainingCurve.objects.filter(run=run, phase=phase).order_by("steps").first()
    return first.steps if first else 0


def _refuse_no_numbers(line: Line) -> None:
    parts = ("train", "valid", "heard", "measures")
    told = chain.from_iterable(line.get(part, {}).values() for part in parts)
    if not all(math.isfinite(value) for value in told if value is not None):
        # No database takes them as JSON, and what would be learnt from here on is worth nothing.
        raise JobError("diverged", DIVERGED.format(line["at"]))


def _values(line: Line) -> dict[str, Any]:
    distance = {"distance": line["distance"]} if line.get("distance") is not None else {}
    return {
        "number": line.get("epoch"),
        "losses": {"train": line["train"], "valid": line["valid"]},
        "figures": {**line["heard"], **distance},
        "measures": line.get("measures", {}),
        "best": bool(line.get("best")),
    }


def _keep_samples(epoch: TrainingEpoch, samples: Sequence[Song]) -> None:
    stored = [song_store(song=song) for song in samples]
    rows = [TrainingSample(epoch=epoch, number=at, song=song) for at, song in enumerate(stored)]
    TrainingSample.objects.bulk_create(rows)
    if stored:
        epoch.sample = stored[0]
        epoch.save(update_fields=["sample"])


def _extend_curves(run: TrainingRun, steps: Steps | None) -> None:
    if steps is None:
        return
    for name, values in steps.values.items():
        curve, _ = TrainingCurve.objects.get_or_create(run=run, phase=steps.phase, name=name)
        if curve.steps != steps.first:
            continue  # it has been told these already
        kept = bytes(curve.buckets), curve.stride, curve.steps
        curve.buckets, curve.stride, curve.steps = extend_buckets(*kept, values)
        curve.save(update_fields=["buckets", "stride", "steps"])


def _move(run: TrainingRun, line: Line) -> None:
    """How far the run is, by this line."""
    done, every = line.get("epoch") or 0, line.get("epochs") or 0
    spent = float(line.get("seconds", run.seconds))
    each = spent / done if done else 0.0
    run.epochs_done, run.epochs_all, run.seconds = done, every, spent
    run.seconds_left = round(each * (every - done), 1) if every and done else None
    run.progress = min(1.0, done / every if every else line["at"] / max(1, line["of"]))
    run.fruitless = 0  # something was learnt: the attempts until the next epoch count anew
    run.version += 1
    columns = ["epochs_done", "epochs_all", "seconds", "seconds_left", "progress", "fruitless"]
    run.save(update_fields=[*columns, "version"])


def _tell_signs(run: TrainingRun, epoch: TrainingEpoch) -> None:
    near = run.epochs.filter(phase=epoch.phase).order_by("-at")[:FAR]
    for each in find_happenings(list(_told(reversed(near))), run.real):
        event_record(run=run, code=each.code, words=each.words)


def _told(epochs: Iterator[TrainingEpoch]) -> Iterator[Epoch]:
    for each in epochs:
        train, valid = each.losses.get("train", {}), each.losses.get("valid", {})
        yield Epoch(each.number or each.at, each.phase, train, valid, each.measures)
