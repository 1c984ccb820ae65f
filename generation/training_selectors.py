"""What is asked of training runs: who may see one, whose turn it is, what is left of somebody's
quota."""

import math
from datetime import timedelta
from enum import Enum
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Now

from generation.models import JobState, TrainingPace, TrainingRun, TrainingSitting, Visibility
from generation.rights import CANCEL_TRAINING, has_right
from generation.selectors import SILENT, QueueDepth, Wait, claimable
from generation.shown_elsewhere import RUNS_SHOWN, shown_elsewhere

HOUR = timedelta(hours=1)  # of which the machine is shared evenly: what was had before is forgotten
DAY = timedelta(days=1)
STUCK_SECONDS = 120  # of silence after a lease has run out
AS_MUCH = 1.0  # seconds: who has had as much as that is treated alike
GOING = (JobState.QUEUED, JobState.RUNNING)
ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class PaceSource(Enum):
    """How it is known how fast this site's machine trains."""

    ELSEWHERE = "elsewhere"  # measured on another machine, and shipped
    STEPS = "steps"  # some steps were measured here
    EPOCHS = "epochs"  # runs have learnt here


class Quota(NamedTuple):
    """What somebody may train, and where one more run of theirs would stand in the line."""

    runs_most: int
    runs_now: int  # that wait or run
    paused_most: int
    paused_now: int
    hours_most: float  # in a day
    hours_spent: float
    place: int  # runs that would have their turn before
    seconds_ahead: float  # at the latest, until it would begin

    @property
    def runs_left(self) -> int:
        return max(0, self.runs_most - self.runs_now)

    @property
    def hours_left(self) -> float:
        return max(0.0, self.hours_most - self.hours_spent)


def runs_visible(*, user: AbstractBaseUser | None, link_token: str = "") -> QuerySet[TrainingRun]:
    """Runs that may be looked at: one's own, the published ones, the one whose link is held, those
    that rooms above show; all, for an organiser who looks after training."""
    runs = TrainingRun.objects.annotate(
        silent=Case(
            When(SILENT, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
    )
    if isinstance(user, AbstractUser) and has_right(user, CANCEL_TRAINING):
        return runs
    seen = Q(visibility=Visibility.PUBLISHED)
    if user is not None and user.pk is not None:
        seen |= Q(owner_id=user.pk)
    if link_token:
        seen |= Q(visibility=Visibility.LINK, link_token=link_token)
    return runs.filter(seen | shown_elsewhere(RUNS_SHOWN))


def run_controllable(*, run: TrainingRun, user: AbstractBaseUser | None) -> bool:
    """Whether this person may pause, resume, end and take: its owner, or an organiser."""
    if user is None or user.pk is None:
        return False
    mine = run.owner_id == user.pk
    return mine or (isinstance(user, AbstractUser) and has_right(user, CANCEL_TRAINING))


def run_resumable(run: TrainingRun) -> bool:
    """Whether it can go on from where it stopped."""
    if run.swept_at or (run.epochs_all and run.epochs_done >= run.epochs_all):
        return run.state == JobState.PAUSED and not run.swept_at
    if run.state == JobState.FAILED:
        return run.error_code != "diverged"  # it would come to the same end again
    return run.state in (JobState.PAUSED, JobState.CANCELLED, JobState.DONE)


def run_keepable(run: TrainingRun) -> bool:
    """Whether something was learnt that can be made a model."""
    return run.epochs.filter(best=True).exists()


def seconds_had(*, within: timedelta) -> dict[int, float]:
    """Seconds of training that each person has had lately, by key."""
    since = TrainingSitting.objects.filter(until_at__gt=Now() - within).annotate(now=Now())
    had: dict[int, float] = {}
    for owner, began, until, now in since.values_list(
        "run__owner_id", "began_at", "until_at", "now"
    ):
        seconds = (until - max(began, now - within)).total_seconds()
        had[owner] = had.get(owner, 0.0) + max(0.0, seconds)
    return had


def runs_in_line() -> list[TrainingRun]:
    """Runs that a machine may take, the next one first.

    First comes whose owner has no run on a machine and has had the least of them within the hour;
    of one person's runs, the oldest. Who has used up the hours of the day waits.
    """
    had, today = seconds_had(within=HOUR), seconds_had(within=DAY)
    most = settings.TRAIN_HOURS_A_DAY * 3600
    busy = _busy()
    waiting = TrainingRun.objects.filter(claimable(TrainingRun))
    allowed = [run for run in waiting if today.get(run.owner_id, 0.0) < most]
    return sorted(
        allowed,
        key=lambda run: (
            busy.get(run.owner_id, 0),
            had.get(run.owner_id, 0.0),
            run.created_at,
            run.pk,
        ),
    )


def _busy() -> dict[int, int]:
    """How many living runs each person has on machines."""
    living = TrainingRun.objects.filter(state=JobState.RUNNING, lease_until__gte=Now())
    return dict(living.values_list("owner_id").annotate(Count("pk")).order_by())


def run_next() -> TrainingRun | None:
    """The run that a free machine takes now."""
    return next(iter(runs_in_line()), None)


def run_wait(run: TrainingRun) -> Wait | None:
    """Where a run stands in the line; None when it does not wait. One whose owner has used up the
    hours of the day stands behind all."""
    if run.state != JobState.QUEUED:
        return None
    line = runs_in_line()
    place = next((at for at, each in enumerate(line) if each.pk == run.pk), len(line))
    return Wait(place, _seconds_until(line[:place]))


def _seconds_until(before: list[TrainingRun]) -> float:
    """Seconds until these have had their turns: while others wait, nobody has more than a slice at
    once."""
    elapsed = [
        (now - began).total_seconds()
        for began, now in TrainingRun.objects.filter(
            state=JobState.RUNNING, lease_until__gte=Now(), started_at__isnull=False
        )
        .annotate(now=Now())
        .values_list("started_at", "now")
    ]
    machines = max(1, settings.TRAIN_WORKERS)
    if not before and len(elapsed) < machines:
        return 0.0
    size = settings.TRAIN_SLICE_SECONDS
    running = sum(max(0.0, size - spent) for spent in elapsed)
    turns = sum(size if run.seconds_left is None else min(size, run.seconds_left) for run in before)
    return round((running + turns) / machines, 1)


def run_should_give_way(*, run: TrainingRun) -> bool:
    """Whether somebody waits who has had no more of the machines within the hour; asked once its
    slice is over."""
    had, mine = seconds_had(within=HOUR), run.owner_id
    line = [each for each in runs_in_line() if each.owner_id != mine]
    least = min((had.get(each.owner_id, 0.0) for each in line), default=math.inf)
    return least < had.get(mine, 0.0) + AS_MUCH


def hours_left(*, owner_id: int) -> float:
    """Hours of training that are left to somebody within this day."""
    return float(settings.TRAIN_HOURS_A_DAY) - seconds_had(within=DAY).get(owner_id, 0.0) / 3600


def run_wish(*, run: TrainingRun) -> str:
    """What its owner wants of the attempt that a worker has."""
    held = TrainingRun.objects.filter(pk=run.pk, attempt=run.attempt)
    return held.values_list("wish", flat=True).first() or ""


def training_quota(*, owner: AbstractBaseUser) -> Quota:
    """What is left to somebody, and the place that one more run would have."""
    mine = TrainingRun.objects.filter(owner_id=owner.pk)
    line, had = runs_in_line(), seconds_had(within=HOUR)
    before = [
        run
        for run in line
        if run.owner_id == owner.pk or had.get(run.owner_id, 0.0) <= had.get(owner.pk, 0.0)
    ]
    return Quota(
        settings.TRAIN_RUNS_EACH,
        mine.filter(state__in=GOING).count(),
        settings.TRAIN_PAUSED_EACH,
        mine.filter(state=JobState.PAUSED).count(),
        float(settings.TRAIN_HOURS_A_DAY),
        round(settings.TRAIN_HOURS_A_DAY - hours_left(owner_id=owner.pk), 3),
        len(before),
        _seconds_until(before),
    )


def pace_source(*, technique: str) -> PaceSource:
    """What the minutes that are told come from."""
    row = TrainingPace.objects.filter(technique=technique).first()
    if row is not None and row.guessed:
        return PaceSource.EPOCHS
    return PaceSource.STEPS if row is not None and row.measured else PaceSource.ELSEWHERE


def training_depth() -> QueueDepth:
    """How many runs wait, how many a machine has, and how many of those have been silent for far
    longer than the reaper needs to see it."""
    runs = TrainingRun.objects
    long_ago = Now() - timedelta(seconds=settings.JOB_LEASE_SECONDS + STUCK_SECONDS)
    return QueueDepth(
        runs.filter(state=JobState.QUEUED).count(),
        runs.filter(state=JobState.RUNNING).count(),
        runs.filter(state=JobState.RUNNING, lease_until__lt=long_ago).count(),
    )
