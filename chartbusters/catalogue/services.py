"""Publications asked for, taken back and answered; and what goes with them when a model is
withdrawn."""

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.accounts.models import User
from chartbusters.catalogue import noticing
from chartbusters.catalogue.models import LONGEST_WORDS, Publication
from chartbusters.web.errors import Refusal, still_there
from generation.models import TrainedModel, Visibility
from generation.rights import PUBLISH_MODEL, has_right, record, require
from generation.services import (
    trained_model_hide,
    trained_model_publish,
    trained_model_withdraw,
)
from generation.wording import prose

NOT_YOURS = "Only whoever trained this model may ask for that. Nothing was changed."


def publication_ask(*, model: TrainedModel, by: User, words: str = "") -> Publication:
    """Its owner asks organisers to publish it. Again while that is open gives the same request.
    Raises `Refusal`."""
    if model.owner_id != by.pk:
        raise Refusal("not_yours", NOT_YOURS, 403)
    words = _read(words)
    with transaction.atomic():
        held = _held(model)
        if held.withdrawn_at is not None:
            raise Refusal("withdrawn", "Bring the model back first. Nothing was changed.", 409)
        if held.visibility == Visibility.PUBLISHED:
            raise Refusal("published", "The model is published already.", 409)
        if there := held.publications.filter(answered_at=None).first():
            return there
        publication = Publication.objects.create(model=held, words=words)
        noticing.request_tell(publication)
    return publication


def publication_take_back(*, model: TrainedModel, by: User) -> None:
    """Its owner asks no more. Again changes nothing; what was answered stays. Raises `Refusal`."""
    if model.owner_id != by.pk:
        raise Refusal("not_yours", NOT_YOURS, 403)
    Publication.objects.filter(model=model, answered_at=None).delete()


def publication_answer(
    *, publication: Publication, by: User, granted: bool, words: str = ""
) -> Publication:
    """An organiser publishes the model, or says why not. Raises `Refusal`."""
    require(by, PUBLISH_MODEL)
    words = _read(words)
    if not granted and not words:
        message = "Say why it is not published: its owner reads it. Nothing was decided."
        raise Refusal("invalid", message, field="words")
    with transaction.atomic():
        model = _held(publication.model)
        # Two organisers at once, or the owner who takes it back: the second finds it answered.
        open_still = Publication.objects.select_for_update(of=("self",)).filter(
            pk=publication.pk, answered_at=None
        )
        if open_still.first() is None:
            message = "It was answered, or taken back, at this very moment. Nothing was changed."
            raise Refusal("answered", message, 409)
        open_still.update(answered_at=Now(), answered_by=by, granted=granted, answer=words)
        if granted:
            trained_model_publish(model=model, by=by)
        else:
            record(by=by, row=model, words="Not published, as its owner asked.")
        publication.refresh_from_db()
        noticing.answer_tell(publication)
    return publication


def model_hide(*, model: TrainedModel, by: User, words: str = "") -> TrainedModel:
    """Makes it private again: its owner for whatever reason, or an organiser who says why one that
    is published should not be. Raises `Refusal`."""
    theirs = model.owner_id != by.pk
    if not theirs or not has_right(by, PUBLISH_MODEL):
        return trained_model_hide(model=model, by=by)
    words = _read(words)
    if not words:
        message = "Say why: its owner reads it. Nothing was changed."
        raise Refusal("invalid", message, field="words")
    with transaction.atomic():
        hidden = trained_model_hide(model=model, by=by)
        noticing.taken_back_tell(hidden, words)
    return hidden


def model_withdraw(*, model: TrainedModel, by: User) -> TrainedModel:
    """Its owner takes it back, and asks for nothing more. Raises `Refusal`."""
    with transaction.atomic():
        withdrawn = trained_model_withdraw(model=model, by=by)
        Publication.objects.filter(model=model, answered_at=None).delete()
    return withdrawn


def publications_forget(*, owner: User) -> None:
    """What a person who leaves has asked, and was answered."""
    Publication.objects.filter(model__owner=owner).delete()


def _held(model: TrainedModel) -> TrainedModel:
    held = TrainedModel.objects.select_for_update(of=("self",)).filter(pk=model.pk)
    return still_there(held.first())


def _read(words: str) -> str:
    if len(words) > LONGEST_WORDS:
        message = f"Say it in {LONGEST_WORDS} characters at most. Nothing was changed."
        raise Refusal("invalid", message, field="words")
    return prose(words)
