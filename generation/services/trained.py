"""Models that people have trained: made of a run's weights, called something, withdrawn and brought
back, erased with a person."""

import hashlib
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models.functions import Now
from django.utils.text import slugify

from generation.errors import JobError
from generation.models import TRAINED, TrainedModel, TrainingRun, Visibility
from generation.services.holding import person_hold
from generation.services.trained_sharing import refuse_others, run_follows
from generation.trained_selectors import trained_models_of, weights_unneeded
from generation.trained_weights import drop_weights, store_weights
from generation.wording import clipped, line, prose

SHORT = 40  # letters of a title that a name takes
LONGEST_TITLE, LONGEST_DESCRIPTION = 80, 1_000  # characters
KEPT = timedelta(days=7)  # weights of a withdrawn model, which may come back until then
AT_ONCE = 100
NO_TITLE = "A model needs a title. Nothing was changed."
GONE_FOR_GOOD = (
    "The weights of this model were removed a week after it was withdrawn, so it cannot come back. "
    "Its run may still be there to take it from again."
)


def trained_model_create(
    *,
    owner: AbstractBaseUser,
    title: str,
    card: dict[str, Any],
    weights: bytes,
    run: TrainingRun | None = None,
    epoch: int = 0,
) -> TrainedModel:
    """A private model of these weights; the one that is there, brought back if it was withdrawn,
    where this epoch of the run has been made one before. Raises `JobError` for one too many."""
    digest = hashlib.sha256(weights).hexdigest()
    key = store_weights(weights)
    with transaction.atomic():
        # Somebody's last model of the same weights may have been swept away since we looked.
        transaction.on_commit(partial(store_weights, weights))
        person_hold(key=owner.pk)
        made = TrainedModel.objects.filter(run=run, epoch=epoch).first() if run else None
        if made and made.withdrawn_at is None:
            return made
        refuse_too_many_models(owner)
        if made:
            return _came_back(made, weights_key=key)
        title = clipped(line(title) or card["title"], LONGEST_TITLE)
        return TrainedModel.objects.create(
            name=name_model(title, f"{digest} {owner.pk} {run and run.pk} {epoch}"),
            title=title,
            owner_id=owner.pk,
            technique=card["technique"],
            genre=card["genre"],
            run=run,
            epoch=epoch,
            card=card,
            digest=digest,
            weights_key=key,
            weights_bytes=len(weights),
        )


def name_model(title: str, whose: str) -> str:
    """What recipes and addresses call it: no name of an installed model, and nobody else's."""
    told = hashlib.sha256(f"{whose} {title}".encode()).hexdigest()[:10]
    return f"{TRAINED}{slugify(title)[:SHORT].strip('-') or 'model'}-{told}"


def refuse_too_many_models(owner: AbstractBaseUser) -> None:
    """Raises `JobError` where somebody has as many models as one may; their row is held when it
    counts."""
    most = settings.TRAINED_MODELS_EACH
    if trained_models_of(owner=owner).filter(withdrawn_at=None).count() >= most:
        message = (
            f"You have {most} models, as many as one person may keep here. Nothing is lost: "
            "withdraw one of them, and take this one then."
        )
        raise JobError("too_many_models", message, 429)


def _title_read(title: str) -> str:
    read = clipped(line(title), LONGEST_TITLE)
    if not read:
        raise JobError("invalid", NO_TITLE, field="title")
    return read


def trained_model_update(
    *,
    model: TrainedModel,
    by: AbstractBaseUser,
    title: str | None = None,
    description: str | None = None,
) -> TrainedModel:
    """What its owner says of it. Its name in recipes and addresses stays. Raises `JobError`."""
    refuse_others(model, by)
    told = {} if title is None else {"title": _title_read(title)}
    if description is not None:
        if len(description) > LONGEST_DESCRIPTION:
            message = f"At most {LONGEST_DESCRIPTION:,} characters. Nothing was changed."
            raise JobError("invalid", message, field="description")
        told["description"] = prose(description)
    TrainedModel.objects.filter(pk=model.pk).update(**told)
    model.refresh_from_db()
    return model


def trained_model_withdraw(*, model: TrainedModel, by: AbstractBaseUser) -> TrainedModel:
    """Its owner takes it back: nobody can ask it for anything more, songs made with it keep their
    recipes, and for a week it can be brought back. Again changes nothing. Raises `JobError`."""
    refuse_others(model, by)
    with transaction.atomic():
        held = TrainedModel.objects.select_for_update().get(pk=model.pk)
        if held.withdrawn_at is None:
            held.kept.all().delete()
            TrainedModel.objects.filter(pk=held.pk).update(
                withdrawn_at=Now(), visibility=Visibility.PRIVATE, link_token=""
            )
            run_follows(held)
    model.refresh_from_db()
    return model


def trained_model_return(*, model: TrainedModel, by: AbstractBaseUser) -> TrainedModel:
    """Brings back what was withdrawn, for its owner alone. Again changes nothing. Raises
    `JobError`."""
    refuse_others(model, by)
    with transaction.atomic():
        person_hold(key=by.pk)
        held = TrainedModel.objects.select_for_update().get(pk=model.pk)
        if held.withdrawn_at is None:
            return held
        if not held.weights_key:
            raise JobError("weights_gone", GONE_FOR_GOOD, 410)
        refuse_too_many_models(by)
        return _came_back(held)


def _came_back(model: TrainedModel, **told: Any) -> TrainedModel:
    TrainedModel.objects.filter(pk=model.pk).update(withdrawn_at=None, **told)
    model.refresh_from_db()
    return model


def trained_weights_sweep() -> int:
    """Removes the weights of models that were withdrawn a week ago; their rows stay, for recipes
    name them. Returns how many models."""
    over = TrainedModel.objects.filter(withdrawn_at__lt=Now() - KEPT).exclude(weights_key="")
    return sum(map(_swept, list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])))


def _swept(pk: int) -> bool:
    with transaction.atomic():
        # It may be brought back at this moment: whoever is second looks again.
        over = TrainedModel.objects.select_for_update().filter(pk=pk, withdrawn_at__lt=Now() - KEPT)
        model = over.first()
        if model is None or not model.weights_key:
            return False
        key, model.weights_key = model.weights_key, ""
        model.save(update_fields=["weights_key"])
        _drop_on_commit(key, model.digest)
    return True


def _drop_on_commit(key: str, digest: str) -> None:
    """The row first: a file that a crash leaves costs some megabytes, a row without its file a
    model."""

    def drop() -> None:
        if weights_unneeded(key=key):
            drop_weights(key, digest)

    transaction.on_commit(drop)


def trained_models_erase(*, owner: AbstractBaseUser) -> set[str]:
    """What a person leaves behind: private and linked models go, with their weights; published ones
    stay for those who use them, without a name and without words. Returns the digests of songs
    that were held. May be repeated."""
    held: set[str] = set()
    mine = trained_models_of(owner=owner).select_for_update()
    with transaction.atomic():
        for model in mine.order_by("pk"):
            if model.visibility == Visibility.PUBLISHED:
                TrainedModel.objects.filter(pk=model.pk).update(owner=None, description="")
                continue
            for pair in model.examples.values_list("before_id", "after_id"):
                held.update(pair)
            key, digest = model.weights_key, model.digest
            model.delete()
            _drop_on_commit(key, digest)
    return held
