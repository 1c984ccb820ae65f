"""Jobs: what somebody asked a model for, from the wish to the take."""

import json
import secrets
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from generation import charges, engine, selectors
from generation.catalogue import Card, UnknownModel
from generation.errors import JobError
from generation.messages import send_on_commit
from generation.models import GenerationJob, JobState, NoteExplanation, TrainingRun, Work
from generation.music.document import to_document
from generation.music.song import Song
from generation.rights import RESTART_JOB, record, require
from generation.services.holding import person_hold
from generation.services.songs import song_prepare, song_store
from generation.services.work import work_claim, work_end, work_held, works_reap
from generation.trained_selectors import card_find, is_trained

JOBS_AT_ONCE = 3  # queued and running jobs of one person
DRAFT_KEPT = 120  # seconds
SEED_BELOW = 2**32  # drawn ones; short enough to be typed
LARGEST_SEED = 2**53 - 1  # beyond it JavaScript rounds


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

    All visitors from one `network` share one budget and one turn in the queue.
    """
    request = engine.Request(technique, song, model, _choose_seed(seed), parameters or {})
    card, checked, track = examine_wish(request, owner)
    price = charges.estimate_price(card, song, track, checked)
    charges.refuse_too_dear(technique, price)
    caller = charges.name_caller(owner, session_key, network)
    song_prepare(song=song)
    with transaction.atomic():
        lock_owner(owner, session_key)
        _refuse_too_many(owner, session_key)
        payers = charges.pay(technique, price, owner, session_key, network)
        job = GenerationJob.objects.create(
            owner_id=owner.pk if owner else None,
            session_key="" if owner else session_key,
            technique=technique,
            model=card.name,
            seed=request.seed,
            parameters=checked,
            source=song_store(song=song),
            caller=caller,
            turn=selectors.job_turn_next(caller=caller),
            **_costs(price, payers),
        )
        job_queue(pk=str(job.pk))
    return job


def _choose_seed(seed: int | None) -> int:
    """The seed that is wished for, or one drawn."""
    seed = secrets.randbelow(SEED_BELOW) if seed is None else seed
    if type(seed) is not int or not 0 <= seed <= LARGEST_SEED:
        raise JobError(
            "bad_seed", f"A seed is a whole number from 0 to {LARGEST_SEED}.", field="seed"
        )
    return seed


def _costs(price: charges.Price, payers: dict[str, str]) -> dict[str, Any]:
    """What the row says of its price: charged to those who pay, if any do."""
    return {
        "cost_seconds": price.cost,
        "expected_seconds": price.expected,
        "charged_seconds": price.expected if payers else 0.0,
        "payers": payers,
    }


def examine_wish(
    request: engine.Request, owner: AbstractBaseUser | None = None
) -> tuple[Card, dict[str, Any], int]:
    """The model, all its parameters and the track it is about, or `JobError` for what no worker
    could ever play, or for a model that `owner` may not use."""
    try:
        card = _find_card(request, owner)
        parameters = engine.check_parameters(card, request)
        return card, parameters, engine.choose_track(request, parameters)
    except engine.EngineError as error:
        raise JobError(error.code, error.message) from error


def _find_card(request: engine.Request, owner: AbstractBaseUser | None) -> Card:
    if not is_trained(request.model):
        return engine.find_card(request)
    try:
        return card_find(technique=request.technique, model=request.model, user=owner)
    except UnknownModel as error:
        raise JobError("unknown_model", str(error), field="model") from error


def lock_owner(owner: AbstractBaseUser | None, session_key: str) -> None:
    """Until the transaction ends: what this person, or this visitor, asks for is counted one after
    the other."""
    if owner:
        person_hold(key=owner.pk)
    else:  # a visitor's session, for the same reason
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


def job_queue(*, pk: str) -> None:
    send_on_commit(GenerationJob.TASK, pk)


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
        work_held(work=job).update(
            give_up_at=Now() + timedelta(seconds=charges.compute_longest(job))
        )
    return job


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
        finished = work_end(
            work=job, state=JobState.DONE, result=stored, recipe=recipe, progress=1.0, stage="Done"
        )
        if finished:
            charges.learn(job)
        transaction.set_rollback(not finished)
    return finished


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
    return sum(works_reap(model=model) for model in (GenerationJob, TrainingRun, NoteExplanation))
