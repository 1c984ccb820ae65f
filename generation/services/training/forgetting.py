"""Runs are deleted, persons forgotten, and folders thinned: checkpoints of ended runs go after a
while, the best network stays."""

import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now

from generation.errors import JobError
from generation.milestones import FOLDER
from generation.models import TrainingEpoch, TrainingRun, TrainingSample, Visibility
from generation.rights import record
from generation.services.training.controlling import require_control
from generation.services.training.taking import BEST
from generation.training_selectors import ENDED

FRESH = 3600.0  # seconds that a folder without a row is left alone: its row may be on its way
# With `best`, when a run is thinned.
STAYS = ("log.jsonl", "real.json", "wish.json", "errors.txt", FOLDER)


def training_run_delete(*, run: TrainingRun, by: AbstractUser) -> None:
    """Removes a run with all that was told of it. A worker in the midst of it finds the row gone at
    its next look; the folder goes with the next sweep. Raises `JobError`."""
    require_control(run, by)
    if run.visibility == Visibility.PUBLISHED:
        message = (
            "This run is published, and others look at it. Nothing was deleted: ask an organiser "
            "to take it back first."
        )
        raise JobError("published", message, 409)
    with transaction.atomic():
        if run.owner_id != by.pk:
            record(by=by, row=run, words="Deleted.")
        TrainingRun.objects.filter(pk=run.pk).delete()


def trainings_erase(*, owner: AbstractBaseUser) -> set[str]:
    """Removes the runs of a person; returns the digests of the songs they held.

    Published ones stay, under the name that is nobody's: others have heard them and trained on
    from there. What files they learnt from is forgotten.
    """
    mine = TrainingRun.objects.filter(owner_id=owner.pk)
    kept = Q(visibility=Visibility.PUBLISHED)
    held = set(
        chain(
            TrainingSample.objects.filter(epoch__run__in=mine.exclude(kept)).values_list(
                "song_id", flat=True
            ),
            TrainingEpoch.objects.filter(run__in=mine.exclude(kept)).values_list(
                "sample_id", flat=True
            ),
        )
    )
    mine.exclude(kept).delete()
    mine.update(title="", dataset=None, version=F("version") + 1)
    return {digest for digest in held if digest}


def trainings_sweep() -> int:
    """Thins the folders of runs that ended a while ago, or more of them where all together take too
    much room, and removes those of runs that are gone; returns how many."""
    if not settings.TRAINING_DIR.exists():
        return 0
    swept = sum(_remove(folder) for folder in _folders() if _is_orphan(folder))
    old = Now() - timedelta(days=settings.TRAIN_KEPT_DAYS)
    ended = TrainingRun.objects.filter(state__in=ENDED)
    for run in ended.filter(finished_at__lt=old, swept_at=None):
        swept += _thin(run)
    return swept + _make_room(list(ended.order_by("finished_at")))


def _make_room(ended: list[TrainingRun]) -> int:
    """The oldest are thinned first; where that is not enough, their best networks go too."""
    swept = 0
    for thin in (_thin, _empty):
        for run in ended:
            if _megabytes(settings.TRAINING_DIR) <= settings.TRAIN_MEGABYTES:
                return swept
            swept += thin(run)
    return swept


def _folders() -> Iterator[Path]:
    return (each for each in settings.TRAINING_DIR.iterdir() if each.is_dir())


def _is_orphan(folder: Path) -> bool:
    try:
        key = UUID(folder.name)
    except ValueError:
        return False  # whoever laid it there knows why
    fresh = time.time() - folder.stat().st_mtime < FRESH
    return not fresh and not TrainingRun.objects.filter(pk=key).exists()


def _thin(run: TrainingRun) -> bool:
    """Everything goes that was for going on."""
    if not _let_go(run):
        return False
    folder = settings.TRAINING_DIR / str(run.pk)
    for path in list(folder.iterdir()) if folder.is_dir() else ():
        if path.name not in STAYS and not path.name.startswith(BEST):
            _remove(path)
    return True


def _empty(run: TrainingRun) -> bool:
    """All of it goes; what was made of it is in the storage, and what was told in the rows."""
    _let_go(run)
    folder = settings.TRAINING_DIR / str(run.pk)
    return folder.is_dir() and _remove(folder)


def _let_go(run: TrainingRun) -> bool:
    """Marks an ended run as one that cannot go on. Its row is locked meanwhile: whoever resumes it
    comes before, and keeps it, or after, and is told."""
    with transaction.atomic():
        row = TrainingRun.objects.select_for_update().filter(pk=run.pk, state__in=ENDED).first()
        if row is None or row.swept_at:
            return False
        values = {"swept_at": Now(), "version": F("version") + 1}
        TrainingRun.objects.filter(pk=row.pk).update(**values)
    return True


def _remove(path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
    return True


def _megabytes(folder: Path) -> float:
    sizes = (path.lstat().st_size for path in folder.rglob("*") if path.is_file())
    return sum(sizes) / 1e6
