"""What a run is called, and who may watch it besides its owner."""

from django.contrib.auth.models import AbstractUser
from django.db import transaction

from generation.errors import JobError
from generation.models import TrainingRun, Visibility, draw_token
from generation.rights import PUBLISH_TRAINING, has_right, record
from generation.services.training.asking import TITLE
from generation.services.training.controlling import require_control
from generation.services.training.happenings import run_touch
from generation.wording import clipped, line

FOR_ORGANISERS = (
    "An organiser of this site shows runs to everybody. Nothing was changed: share it by its link, "
    "and send them that."
)


def training_run_share(*, run: TrainingRun, by: AbstractUser, visibility: str) -> None:
    """By its owner for themselves or by a link, which is drawn anew each time; for everybody by an
    organiser. Raises `JobError`."""
    require_control(run, by)
    if visibility not in Visibility.values:
        raise JobError("unknown_visibility", "A run is private, shared by a link, or published.")
    with transaction.atomic():
        row = TrainingRun.objects.select_for_update().get(pk=run.pk)
        if row.visibility == visibility:
            return
        if visibility == Visibility.PUBLISHED and not has_right(by, PUBLISH_TRAINING):
            raise JobError("for_organisers", FOR_ORGANISERS, 403)
        row.visibility = visibility
        row.link_token = draw_token() if visibility == Visibility.LINK else ""
        row.save(update_fields=["visibility", "link_token"])
        run_touch(run=row)
        if row.owner_id != by.pk:
            record(by=by, row=row, words=f"Now {row.get_visibility_display()}.")
    run.refresh_from_db()


def training_run_rename(*, run: TrainingRun, by: AbstractUser, title: str) -> None:
    require_control(run, by)
    with transaction.atomic():
        TrainingRun.objects.filter(pk=run.pk).update(title=clipped(line(title), TITLE))
        run_touch(run=run)
        if run.owner_id != by.pk:
            record(by=by, row=run, words="Renamed.")
    run.refresh_from_db()
