"""Why a note was written: asked by whose take it is, paid for, and answered by a worker."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from generation import charges, selectors
from generation.errors import JobError
from generation.explanation_selectors import ACTIVE, explanation_techniques
from generation.models import GenerationJob, JobState, NoteExplanation
from generation.services.jobs import lock_owner
from generation.services.work import work_end, work_queue

ASKED_AT_ONCE = 3  # questions of one person that wait or are worked on
UNASKED = "Notes of this model cannot be asked about. Ask about a note of another take."
NOT_DONE = "The model is still at work on this take. Ask once it has finished."


def explanation_create(
    *,
    owner: AbstractBaseUser | None,
    session_key: str,
    network: str = "",
    job: GenerationJob,
    of: int,
    track: int,
    onset: int,
    pitch: int,
) -> tuple[NoteExplanation, bool]:
    """The question about a note of one's own take, and whether it is a new one: a note that was
    asked about before has its answer and costs nothing. Raises `JobError`."""
    if job.state != JobState.DONE:
        raise JobError("not_done", NOT_DONE, 409, field="job")
    if job.technique not in explanation_techniques():
        raise JobError("not_explained", UNASKED, field="job")
    note: dict[str, Any] = {"job": job, "of": of, "track": track, "onset": onset, "pitch": pitch}
    with transaction.atomic():
        # Two questions of one person at once would both find room, and both be paid for.
        lock_owner(owner, session_key)
        known = NoteExplanation.objects.filter(**note)
        # What came to nothing by accident may be asked again.
        known.filter(state=JobState.FAILED, error_code="gave_up").delete()
        if found := known.first():
            return found, False
        _refuse_too_many(owner, session_key)
        payers = charges.pay_for_explanation(owner, session_key, network)
        made = NoteExplanation.objects.create(**note, payers=payers)
        work_queue(work=made)
    return made, True


def _refuse_too_many(owner: AbstractBaseUser | None, session_key: str) -> None:
    jobs = selectors.jobs_visible(user=owner, session_key=session_key)
    waiting = NoteExplanation.objects.filter(job__in=jobs.values("pk"), state__in=ACTIVE)
    if waiting.count() >= ASKED_AT_ONCE:
        message = (
            f"You already have {ASKED_AT_ONCE} questions waiting for an answer. Nothing is lost: "
            "wait for one of them."
        )
        raise JobError("too_many_questions", message, 429, retry_after=2)


def explanation_finish(
    *, explanation: NoteExplanation, answer: dict[str, Any], seconds: float
) -> bool:
    """The answer, and what it really took of a worker; False when the attempt is no longer
    ours."""
    with transaction.atomic():
        ended = work_end(
            work=explanation, state=JobState.DONE, answer=answer, progress=1.0, stage="Done"
        )
        if ended:
            charges.settle_explanation(explanation.payers, seconds)
    return ended
