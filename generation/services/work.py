"""Every step in the life of what a worker does, be it a job, a training run or an archive: each
fenced by the attempt that the worker claimed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Now

from generation import charges, selectors
from generation.messages import send_on_commit
from generation.models import GenerationJob, JobState, TrainingRun, Work
from generation.rights import CANCEL_JOB, CANCEL_TRAINING, record, require

# stages, as pages show them
STARTING, RESTARTING = (
    "Starting",
    "The machine stopped; starting again",
)

# Who wants to know that work has ended, in its transaction.
LISTENERS: list[Callable[[Work], None]] = []


def work_queue(*, work: Work) -> None:
    """Queues, on commit, a row of a room above."""
    send_on_commit(work.TASK, str(work.pk))


def work_claim(*, model: type[Work], pk: str, worker: str) -> bool:
    """Whether this worker may begin an attempt."""
    with transaction.atomic():
        # Compare and set: of two workers that want the same row, one changes it and the other none.
        claimed = model._default_manager.filter(selectors.claimable(model), pk=pk).update(
            state=JobState.RUNNING,
            attempt=F("attempt") + 1,
            worker=worker,
            lease_until=Now() + lease(),
            started_at=Now(),
            progress=0.0,
            stage=Case(When(attempt__gt=0, then=Value(RESTARTING)), default=Value(STARTING)),
        )
    return bool(claimed)


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def work_held(*, work: Work) -> QuerySet[Any]:
    """The row of the job while it still carries this attempt; nothing once a newer one, or an end,
    has come."""
    rows = type(work)._default_manager
    return rows.filter(pk=work.pk, attempt=work.attempt, state=JobState.RUNNING)


def job_beat(*, job: Work, progress: float, stage: str) -> bool:
    """Extends the lease and shows how far the work is; False when the job belongs to somebody else
    by now."""
    beaten = work_held(work=job).update(
        lease_until=Now() + lease(), progress=min(max(progress, 0.0), 1.0), stage=stage[:80]
    )
    return bool(beaten)


def job_fail(*, job: Work, code: str, message: str) -> bool:
    """Ends the job for a reason that another attempt would meet again."""
    return work_end(work=job, state=JobState.FAILED, error_code=code[:40], error_message=message)


def job_stop(*, job: Work) -> bool:
    """Ends the job because its owner asked for that."""
    return work_end(work=job, state=JobState.CANCELLED)


def job_overrun(*, job: GenerationJob) -> bool:
    """Ends a job that took far longer than it should: another attempt would, too."""
    return job_fail(job=job, code="took_too_long", message=charges.took_too_long(job.technique))


def work_finish(*, work: Work, **values: Any) -> bool:
    """Ends work that came to something; False, with nothing written, when the attempt is no longer
    ours."""
    return work_end(work=work, state=JobState.DONE, progress=1.0, stage="Done", **values)


def work_end(*, work: Work, **values: Any) -> bool:
    """Ends this attempt, and settles what it cost; False when it is no longer ours."""
    with transaction.atomic():
        ended = bool(work_held(work=work).update(**values, lease_until=None, finished_at=Now()))
        if ended and isinstance(work, GenerationJob):
            charges.settle_job(work)
        for listener in LISTENERS if ended else ():
            listener(work)
    return ended


def job_retry(*, job: Work) -> bool:
    """After an accident: back into the queue, or failed after the third time."""
    with transaction.atomic():
        row = work_held(work=job).select_for_update().first()
        return _put_back(row) if row else False


def _put_back(row: Work) -> bool:
    """Ends or re-queues a locked running row whose attempt came to nothing; True when it is queued
    again."""
    if row.cancel_requested:
        job_stop(job=row)
    elif getattr(row, row.TRIES) >= row.ATTEMPTS:
        job_fail(job=row, code="gave_up", message=row.GAVE_UP)
    else:
        work_held(work=row).update(
            state=JobState.QUEUED, lease_until=None, queued_at=Now(), progress=0.0, stage=RESTARTING
        )
        send_on_commit(row.TASK, str(row.pk))
        return True
    return False


def job_cancel(*, pk: str, model: type[Work] = GenerationJob) -> None:
    """A waiting job ends at once, a running one between its next two steps, an ended one stays as
    it is."""
    with transaction.atomic():
        # Locked, or a worker could claim the job between the two updates and neither would reach
        # it.
        jobs = model._default_manager.filter(pk=pk)
        jobs.select_for_update().first()
        waiting = jobs.filter(state=JobState.QUEUED)
        dropped = waiting.update(state=JobState.CANCELLED, cancel_requested=True, finished_at=Now())
        if dropped and model is GenerationJob:
            charges.settle_job(GenerationJob.objects.get(pk=pk))
        jobs.filter(state=JobState.RUNNING).update(cancel_requested=True)


def work_cancel(*, work: Work, by: AbstractUser) -> None:
    """An organiser's word that somebody's job, or a training run, is to stop; see `job_cancel`."""
    require(by, CANCEL_TRAINING if isinstance(work, TrainingRun) else CANCEL_JOB)
    with transaction.atomic():
        job_cancel(pk=str(work.pk), model=type(work))
        record(by=by, row=work, words="Asked to stop.")


def _late() -> list[GenerationJob]:
    """Jobs that must have ended by now, whatever their workers do."""
    locked = GenerationJob.objects.select_for_update(skip_locked=True)
    return list(locked.filter(state=JobState.RUNNING, give_up_at__lt=Now())[:100])


def works_reap(*, model: type[Work]) -> int:
    """Puts back, of one model, what died with its worker and what waits although its message was
    lost; returns how many."""
    with transaction.atomic():
        # SKIP LOCKED: two reapers share the work; a row that a worker is just ending is left to it.
        locked = model._default_manager.select_for_update(skip_locked=True)
        late = _late() if model is GenerationJob else []
        for job in late:
            job_overrun(job=job)
        dead = list(locked.filter(state=JobState.RUNNING, lease_until__lt=Now())[:100])
        # Whoever trains takes the run whose turn it is, whichever the message names: one is enough.
        most = 1 if model is TrainingRun else 100
        waiting = locked.filter(state=JobState.QUEUED, queued_at__lt=Now() - lease())
        lost = list(waiting.order_by("queued_at")[:most])
        for row in dead:
            _put_back(row)
        for row in lost:
            model._default_manager.filter(pk=row.pk).update(queued_at=Now())
            send_on_commit(row.TASK, str(row.pk))
    return len(late) + len(dead) + len(lost)
