"""A worker's side of a question about a note: the take's own model is asked, and its answer
kept."""

import logging
import time

from generation.asked_note import AskedNote, Unexplained
from generation.catalogue import Card, UnknownModel
from generation.engine import EngineError, weights_digest
from generation.explaining import explain
from generation.explanation_selectors import asked_note, find_place, take_song
from generation.models import GenerationJob, NoteExplanation
from generation.services import explanation_finish, job_fail, job_retry, work_claim
from generation.trained_selectors import card_played

logger = logging.getLogger(__name__)
MOVED = (
    "This note is not in the take any more as the model wrote it: somebody moved or changed it, "
    "and of that the model knows nothing."
)
GONE = "The model that wrote this note is no longer here, so nobody can ask it."
OTHER = "The model that wrote this note has been made anew since, so its reasons are gone."


class NoteMoved(Exception):
    """There is no such note in the take."""


class ModelChanged(Exception):
    """The model of that name has other weights now."""


# (code, message) of what another attempt would meet again.
ENDINGS: dict[type[Exception], tuple[str, str]] = {
    NoteMoved: ("note_moved", MOVED),
    UnknownModel: ("model_gone", GONE),
    EngineError: ("model_gone", GONE),
    ModelChanged: ("model_changed", OTHER),
}


def explain_note(*, pk: str, worker: str) -> None:
    """One attempt, without a heartbeat: it is ended long before its lease is. May be called twice:
    one call gets it."""
    if not work_claim(model=NoteExplanation, pk=pk, worker=worker):
        return
    asked = NoteExplanation.objects.select_related("job__source", "job__result").get(pk=pk)
    began = time.process_time()
    try:
        answer = explain(_find_question(asked)).as_json()
    except Unexplained as reason:
        job_fail(job=asked, code="not_explained", message=str(reason))
    except tuple(ENDINGS) as error:
        code, message = next(told for kind, told in ENDINGS.items() if isinstance(error, kind))
        job_fail(job=asked, code=code, message=message)
    except Exception:
        logger.exception("question %s: attempt %d came to nothing", asked.pk, asked.attempt)
        job_retry(job=asked)
    else:
        spent = time.process_time() - began
        explanation_finish(explanation=asked, answer=answer, seconds=spent)


def _find_question(asked: NoteExplanation) -> AskedNote:
    take = take_song(job=asked.job, of=asked.of)
    at = take and find_place(take=take, track=asked.track, onset=asked.onset, pitch=asked.pitch)
    if not take or not at:
        raise NoteMoved
    return asked_note(job=asked.job, of=asked.of, take=take, at=at, card=_find_card(asked.job))


def _find_card(job: GenerationJob) -> Card:
    """The model that made the take, with the very weights."""
    card = card_played(technique=job.technique, model=job.model)
    made_by = (job.recipe or {}).get("model_digest", card.digest)
    if made_by != card.digest or weights_digest(card) != card.digest:
        raise ModelChanged
    return card
