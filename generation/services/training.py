"""Training runs: asked for, told epoch by epoch, finished."""

import math
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction

from generation.errors import JobError
from generation.messages import send_on_commit
from generation.models import TrainingEpoch, TrainingRun
from generation.music.song import Song
from generation.requiring import TorchMissing, require_torch
from generation.services.songs import song_store
from generation.services.work import work_finish
from generation.techniques import TECHNIQUES, Technique, trainable

PLAN_BOUNDS = {  # of what a run may choose on this site
    "steps": (1, 1_000_000),
    "cycles": (0, 1_000_000),
    "batch": (1, 512),
    "seed": (0, 2**31),
}
DIVERGED = (
    "After {} steps the losses are no numbers any more: nothing could be learnt from there on. "
    "The last checkpoint "
    "before is in the run's folder. Start another run with smaller batches or another seed."
)


def training_run_create(
    *, owner: AbstractBaseUser, technique: str, genre: str, plan: dict[str, Any]
) -> TrainingRun:
    """A new run, queued on commit. Raises `JobError`."""
    if not settings.TRAINING_DATA:
        message = "This site has no training data. The operator names its folder in TRAINING_DATA."
        raise JobError("no_training_data", message)
    try:
        require_torch()
    except TorchMissing as error:
        raise JobError("no_torch", str(error)) from error
    known = TECHNIQUES.get(technique)
    if not known or genre not in known.genres:
        trained = trainable().values()
        offers = "; ".join(f"{each.name} on {', '.join(each.genres)}" for each in trained)
        raise JobError("not_trainable", f"That cannot be trained here. What can be: {offers}.")
    _refuse_plan(known, plan)
    try:
        with transaction.atomic():
            run = TrainingRun.objects.create(
                owner_id=owner.pk, technique=technique, genre=genre, plan=plan
            )
            send_on_commit(TrainingRun.TASK, str(run.pk))
    except IntegrityError:
        message = (
            f"A {technique} is in training already. Nothing is lost: wait for it, or "
            "cancel it first."
        )
        raise JobError("training_under_way", message, 409) from None
    return run


def _refuse_plan(technique: Technique, plan: dict[str, Any]) -> None:
    bounds = {name: each for name, each in PLAN_BOUNDS.items() if name in technique.choices}
    for name, value in plan.items():
        low, high = bounds.get(name, (1, 0))
        if type(value) is not int or not low <= value <= high:
            known = ", ".join(f"{n} from {a} to {b}" for n, (a, b) in bounds.items())
            raise JobError("bad_plan", f"A plan holds whole numbers: {known}.")


def training_epoch_record(*, run: TrainingRun, line: dict[str, Any], sample: Song | None) -> None:
    """Tells an epoch once, however often it is told. Raises `JobError` for losses that are no
    numbers."""
    told = chain.from_iterable(line[part].values() for part in ("train", "valid", "heard"))
    if not all(math.isfinite(value) for value in told if value is not None):
        # No database takes them as JSON, and what would be learnt from here on is worth nothing.
        raise JobError("diverged", DIVERGED.format(line["at"]))
    losses = {"train": line["train"], "valid": line["valid"]}
    with transaction.atomic():
        stored = song_store(song=sample) if sample else None
        values = {"losses": losses, "figures": line["heard"], "sample": stored}
        TrainingEpoch.objects.get_or_create(
            run=run, phase=line["phase"], at=line["at"], defaults=values
        )


def training_run_finish(*, run: TrainingRun) -> bool:
    return work_finish(work=run)
