"""Songs stored by digest, and every step in the life of a job, each fenced by the attempt that a
worker claimed."""

import json
import math
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from generation import charges, engine, selectors
from generation.catalogue import Card
from generation.errors import JobError
from generation.messages import send_on_commit
from generation.models import (
    GenerationJob,
    JobState,
    StoredSong,
    TrainingEpoch,
    TrainingRun,
    Work,
    packed_song,
)
from generation.music.document import to_document
from generation.music.song import Song
from generation.requiring import TorchMissing, require_torch
from generation.rights import CANCEL_JOB, CANCEL_TRAINING, RESTART_JOB, record, require
from generation.techniques import TECHNIQUES, Technique, trainable

JOBS_AT_ONCE = 3  # queued and running jobs of one person
STARTING, RESTARTING = (
    "Starting",
    "The machine stopped; starting again",
)  # stages, as pages show them
DRAFT_KEPT = 120  # seconds
FORGOTTEN_AT_ONCE = 500  # jobs of one statement
SEED_BELOW = 2**32  # drawn ones; short enough to be typed
LARGEST_SEED = 2**53 - 1  # beyond it JavaScript rounds
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
GAVE_UP = (
    "The model stopped three times without finishing, so we gave up. Your melody is safe. "
    "Try again, or try with a shorter melody."
)


def song_prepare(*, song: Song) -> None:
    """Works out what `song_store` writes, for who will hold a lock then: 20,000 notes take a
    while."""
    if not StoredSong.objects.filter(pk=song.digest).exists():
        packed_song(song)


def song_store(*, song: Song) -> StoredSong:
    """The row of the song, made when it is new. Two that store the same song at once get the same
    row.

    Whoever stores a song to refer to it does both in one transaction; and `song_prepare` before it.
    """
    values = {"packed": lambda: packed_song(song)}  # called for a new one
    with transaction.atomic():
        while True:
            stored, made = StoredSong.objects.get_or_create(digest=song.digest, defaults=values)
            # A song that nobody held may be forgotten just now: locked, it stays until our
            # reference is written; if it went while we waited, it is made anew.
            if (
                made
                or StoredSong.objects.select_for_update(no_key=True).filter(pk=stored.pk).exists()
            ):
                return stored


def job_create(
    *,
    owner: AbstractBaseUser | None,
    session_key: str,
    technique: str,
    model: str | None,
    song: Song,
    seed: int | None = None,
    parameters: dict[str, Any] | None = None,
    network: str = "",
) -> GenerationJob:
    """Checks the wish and its cost, writes the row and queues it on commit. Raises `JobError`.

    `network` is where a visitor comes from: all visitors from there share one budget and one turn
    in the queue.
    """
    seed = secrets.randbelow(SEED_BELOW) if seed is None else seed
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise JobError(
            "bad_seed", f"A seed is a whole number from 0 to {LARGEST_SEED}.", field="seed"
        )
    request = engine.Request(technique, song, model, seed, parameters or {})
    card, checked, track = _examined(request)
    price = charges.price_of(card, song, track, checked)
    charges.refuse_too_dear(technique, price)
    caller = charges.caller_of(owner, session_key, network)
    song_prepare(song=song)
    with transaction.atomic():
        _lock_owner(owner, session_key)
        _refuse_too_many(owner, session_key)
        payers = charges.pay(technique, price, owner, session_key, network)
        job = GenerationJob.objects.create(
            owner_id=owner.pk if owner else None,
            session_key="" if owner else session_key,
            technique=technique,
            model=card.name,
            seed=seed,
            parameters=checked,
            source=song_store(song=song),
            caller=caller,
            turn=selectors.turn_for(caller=caller),
            cost_seconds=price.cost,
            expected_seconds=price.expected,
            charged_seconds=price.expected if payers else 0.0,
            payers=payers,
        )
        job_queue(pk=str(job.pk))
    return job


def _examined(request: engine.Request) -> tuple[Card, dict[str, Any], int]:
    """The model, all its parameters and the track it is about, or `JobError` for what no worker
    could ever play."""
    try:
        card = engine.card_for(request)
        parameters = engine.parameters_for(card, request)
        return card, parameters, engine.track_for(request, parameters)
    except engine.EngineError as error:
        raise JobError(error.code, error.message) from error


def _lock_owner(owner: AbstractBaseUser | None, session_key: str) -> None:
    # Two requests at once would both count the same jobs and both add one: the second waits here
    # for the first. `no_key`: rows that refer to the user may still be written meanwhile.
    if owner:
        get_user_model()._default_manager.select_for_update(no_key=True).filter(pk=owner.pk).first()
    else:
        Session.objects.select_for_update(no_key=True).filter(pk=session_key).first()


def _refuse_too_many(owner: AbstractBaseUser | None, session_key: str) -> None:
    mine = Q(owner_id=owner.pk) if owner else Q(owner=None, session_key=session_key)
    if (
        GenerationJob.objects.filter(mine, state__in=[JobState.QUEUED, JobState.RUNNING]).count()
        >= JOBS_AT_ONCE
    ):
        message = (
            f"You already have {JOBS_AT_ONCE} takes in the making. Nothing is lost: wait "
            "for one, or cancel one first."
        )
        raise JobError("too_many_jobs", message, 429)


def jobs_adopt(*, owner: AbstractBaseUser, session_key: str) -> int:
    """Gives the jobs of a visitor to the person who has signed in; returns how many."""
    return GenerationJob.objects.filter(owner=None, session_key=session_key).update(
        owner_id=owner.pk, session_key=""
    )


def jobs_forget() -> int:
    """Removes takes of visitors that ended long ago; returns how many. Their songs go with the next
    sweep.

    Who signs in keeps theirs, see `jobs_adopt`, and whatever was saved of one is the revision's
    own.
    """
    old = Now() - timedelta(days=settings.VISITOR_TAKES_DAYS)
    jobs = GenerationJob.objects.filter(owner=None, finished_at__lt=old).exclude(
        state__in=[JobState.QUEUED, JobState.RUNNING]
    )
    gone = 0
    while keys := list(jobs.values_list("pk", flat=True)[:FORGOTTEN_AT_ONCE]):
        gone += jobs.filter(pk__in=keys).delete()[
            0
        ]  # asked again, since one may have been adopted or begun anew
        if len(keys) < FORGOTTEN_AT_ONCE:
            break
    return gone


def jobs_erase(*, owner: AbstractBaseUser) -> set[str]:
    """Removes all jobs of a person; returns the digests of the songs they held.

    A worker in the middle of one finds the row gone at its next look, and hands nothing in.
    """
    jobs = GenerationJob.objects.filter(owner_id=owner.pk)
    pairs = list(jobs.values_list("source_id", "result_id"))
    cache.delete_many([selectors.draft_key(job) for job in jobs.only("pk", "attempt")])
    jobs.delete()
    return {digest for pair in pairs for digest in pair if digest}


def job_queue(*, pk: str) -> None:
    send_on_commit(GenerationJob.TASK, pk)


def work_queue(*, work: Work) -> None:
    """Queues, on commit, a row of a room above."""
    send_on_commit(work.TASK, str(work.pk))


def job_take(*, worker: str) -> GenerationJob | None:
    """Takes the job whose turn it is; None when none may be taken. Which job a message names does
    not matter."""
    with transaction.atomic():
        # Two workers that look at once would each see no long job running: the second waits here
        # for the first.
        queued = GenerationJob.objects.filter(state=JobState.QUEUED).order_by("pk")
        list(queued.select_for_update(no_key=True).values_list("pk"))
        while chosen := selectors.job_next():
            # One whose worker fell silent is not locked: who loses looks again, and sees it taken.
            if job := job_claim(pk=str(chosen.pk), worker=worker):
                return job
    return None


def jobs_go_on() -> None:
    """Sends a worker where a job may be taken: the message of one that had to wait may have been
    used up."""
    if chosen := selectors.job_next():
        send_on_commit(GenerationJob.TASK, str(chosen.pk))


def job_claim(*, pk: str, worker: str) -> GenerationJob | None:
    """Takes a waiting job, or one whose worker has fallen silent; None when it is not to be had."""
    with transaction.atomic():
        if not work_claim(model=GenerationJob, pk=pk, worker=worker):
            return None
        job = GenerationJob.objects.select_related("source").get(pk=pk)
        _held(job).update(give_up_at=Now() + timedelta(seconds=charges.longest_of(job)))
    return job


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


def _held(job: Work) -> QuerySet[Any]:
    """The row of the job while it still carries this attempt; nothing once a newer one, or an end,
    has come."""
    return type(job)._default_manager.filter(pk=job.pk, attempt=job.attempt, state=JobState.RUNNING)


def job_beat(*, job: Work, progress: float, stage: str) -> bool:
    """Extends the lease and shows how far the work is; False when the job belongs to somebody else
    by now."""
    beaten = _held(job).update(
        lease_until=Now() + lease(), progress=min(max(progress, 0.0), 1.0), stage=stage[:80]
    )
    return bool(beaten)


def job_draft_keep(*, job: Work, song: Song) -> None:
    """Keeps the song as it is so far, to be heard while the rest is written. A courtesy: without
    the cache, none."""
    cache.set(selectors.draft_key(job), json.dumps(to_document(song)), DRAFT_KEPT)


def job_finish(*, job: GenerationJob, song: Song, recipe: dict[str, Any]) -> bool:
    """Result and state in one transaction; False, with nothing written, when the attempt is no
    longer ours."""
    song_prepare(song=song)
    with transaction.atomic():
        stored = song_store(song=song)
        finished = _end(
            job, state=JobState.DONE, result=stored, recipe=recipe, progress=1.0, stage="Done"
        )
        if finished:
            charges.learn(job)
        transaction.set_rollback(not finished)
    return finished


def job_fail(*, job: Work, code: str, message: str) -> bool:
    """Ends the job for a reason that another attempt would meet again."""
    return _end(job, state=JobState.FAILED, error_code=code[:40], error_message=message)


def job_stop(*, job: Work) -> bool:
    """Ends the job because its owner asked for that."""
    return _end(job, state=JobState.CANCELLED)


def job_overrun(*, job: GenerationJob) -> bool:
    """Ends a job that took far longer than it should: another attempt would, too."""
    return job_fail(job=job, code="took_too_long", message=charges.took_too_long(job.technique))


def _end(job: Work, **values: Any) -> bool:
    with transaction.atomic():
        ended = bool(_held(job).update(**values, lease_until=None, finished_at=Now()))
        if ended and isinstance(job, GenerationJob):
            charges.settle(job)
    return ended


def job_retry(*, job: Work) -> bool:
    """After an accident: back into the queue, or failed after the third time."""
    with transaction.atomic():
        row = _held(job).select_for_update().first()
        return _put_back(row) if row else False


def _put_back(row: Work) -> bool:
    """Ends or re-queues a locked running row whose attempt came to nothing; True when it is queued
    again."""
    if row.cancel_requested:
        job_stop(job=row)
    elif row.attempt >= row.ATTEMPTS:
        job_fail(job=row, code="gave_up", message=GAVE_UP)
    else:
        _held(row).update(
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
            charges.settle(GenerationJob.objects.get(pk=pk))
        jobs.filter(state=JobState.RUNNING).update(cancel_requested=True)


def work_cancel(*, work: Work, by: AbstractUser) -> None:
    """An organiser's word that somebody's job, or a training run, is to stop; see `job_cancel`."""
    require(by, CANCEL_TRAINING if isinstance(work, TrainingRun) else CANCEL_JOB)
    with transaction.atomic():
        job_cancel(pk=str(work.pk), model=type(work))
        record(by=by, row=work, words="Asked to stop.")


def job_restart(*, job: GenerationJob, by: AbstractUser) -> None:
    """An organiser's word that a failed or cancelled job is to run once more, with three fresh
    attempts."""
    require(by, RESTART_JOB)
    with transaction.atomic():
        restarted = GenerationJob.objects.filter(
            pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]
        ).update(
            state=JobState.QUEUED,
            attempt=0,
            stage="",
            cancel_requested=False,
            error_code="",
            error_message="",
            queued_at=Now(),
            started_at=None,
            finished_at=None,
            payers={},  # it is not its owner who asks this time
        )
        if not restarted:
            raise JobError(
                "not_ended",
                "Only a job that failed or was cancelled runs again. It was left as it is.",
                409,
            )
        job_queue(pk=str(job.pk))
        record(by=by, row=job, words="Queued to run again.")


def jobs_reap() -> int:
    """Puts back what died with its worker and what waits although its message was lost; returns how
    many."""
    return sum(works_reap(model=model) for model in (GenerationJob, TrainingRun))


def _late() -> list[GenerationJob]:
    """Jobs that must have ended by now, whatever their workers do."""
    locked = GenerationJob.objects.select_for_update(skip_locked=True)
    return list(locked.filter(state=JobState.RUNNING, give_up_at__lt=Now())[:100])


def works_reap(*, model: type[Work]) -> int:
    """The same for the rows of one model."""
    with transaction.atomic():
        # SKIP LOCKED: two reapers share the work; a row that a worker is just ending is left to it.
        locked = model._default_manager.select_for_update(skip_locked=True)
        late = _late() if model is GenerationJob else []
        for job in late:
            job_overrun(job=job)
        dead = list(locked.filter(state=JobState.RUNNING, lease_until__lt=Now())[:100])
        lost = list(locked.filter(state=JobState.QUEUED, queued_at__lt=Now() - lease())[:100])
        for row in dead:
            _put_back(row)
        for row in lost:
            model._default_manager.filter(pk=row.pk).update(queued_at=Now())
            send_on_commit(row.TASK, str(row.pk))
    return len(late) + len(dead) + len(lost)


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
    told = [
        value
        for part in ("train", "valid", "heard")
        for value in line[part].values()
        if value is not None
    ]
    if not all(math.isfinite(value) for value in told):
        # No database takes them as JSON, and what would be learnt from here on is worth nothing.
        raise JobError("diverged", DIVERGED.format(line["at"]))
    losses = {"train": line["train"], "valid": line["valid"]}
    with transaction.atomic():
        stored = song_store(song=sample) if sample else None
        values = {"losses": losses, "figures": line["heard"], "sample": stored}
        TrainingEpoch.objects.get_or_create(
            run=run, phase=line["phase"], at=line["at"], defaults=values
        )


def work_finish(*, work: Work, **values: Any) -> bool:
    """Ends work that came to something; False, with nothing written, when the attempt is no longer
    ours."""
    return _end(work, state=JobState.DONE, progress=1.0, stage="Done", **values)


def training_run_finish(*, run: TrainingRun) -> bool:
    return work_finish(work=run)
