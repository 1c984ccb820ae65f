"""Who may see and use a model that somebody has trained: its owner alone, whoever has its link, or
everybody, once an organiser has published it."""

from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from generation.errors import JobError
from generation.models import KeptModel, TrainedModel, TrainingRun, Visibility, draw_token
from generation.rights import PUBLISH_MODEL, has_right, record, require

NOT_YOURS = "Only whoever trained this model may do that. Nothing was changed."
WITHDRAWN = "This model is withdrawn. Bring it back first; nothing was changed."
DEAD_LINK = "This link leads nowhere: it was ended or replaced. Ask whoever sent it for a new one."


def refuse_others(model: TrainedModel, by: AbstractBaseUser) -> None:
    """Raises `JobError` unless `by` is its owner."""
    if by.pk is None or model.owner_id != by.pk:
        raise JobError("not_yours", NOT_YOURS, 403)


def trained_model_share(*, model: TrainedModel, by: AbstractBaseUser) -> TrainedModel:
    """Draws its link, anew each time: the one before leads nowhere then, and whoever kept the model
    by that one has it no longer. Raises `JobError`."""
    refuse_others(model, by)
    return _shown(model, visibility=Visibility.LINK, link_token=draw_token())


def trained_model_hide(*, model: TrainedModel, by: AbstractUser) -> TrainedModel:
    """Ends its link, or that it is published: from here on its owner alone sees it. An organiser
    may take back what was published. Raises `JobError`."""
    staff = model.visibility == Visibility.PUBLISHED and has_right(by, PUBLISH_MODEL)
    if not staff:
        refuse_others(model, by)
    with transaction.atomic():
        hidden = _shown(model, visibility=Visibility.PRIVATE, link_token="")
        if staff and by.pk != model.owner_id:
            record(by=by, row=hidden, words="Is published no more.")
    return hidden


def trained_model_publish(*, model: TrainedModel, by: AbstractUser) -> TrainedModel:
    """Everybody may see and use it, and see the run that made it. That its owner wishes it is asked
    by whoever calls. Raises `JobError`."""
    require(by, PUBLISH_MODEL)
    with transaction.atomic():
        told = {"published_by": by, "published_at": Now()}
        shown = _shown(model, visibility=Visibility.PUBLISHED, link_token="", **told)
        record(by=by, row=shown, words="Published.")
    return shown


def _shown(model: TrainedModel, **told: object) -> TrainedModel:
    with transaction.atomic():
        # Whoever keeps it by a link waits for this row, or has been.
        held = TrainedModel.objects.select_for_update().get(pk=model.pk)
        if held.withdrawn_at is not None:
            raise JobError("withdrawn", WITHDRAWN, 409)
        held.kept.all().delete()
        TrainedModel.objects.filter(pk=held.pk).update(**told)
        run_follows(held)
        held.refresh_from_db()
    return held


def run_follows(model: TrainedModel) -> None:
    """A run is shown to everybody while one of its models is published. In the transaction that
    changes the model."""
    if model.run_id is None:
        return
    published = TrainedModel.objects.filter(run=model.run_id, visibility=Visibility.PUBLISHED)
    runs = TrainingRun.objects.filter(pk=model.run_id)
    if published.exists():
        runs.update(visibility=Visibility.PUBLISHED, link_token="")
    else:
        shown = runs.filter(visibility=Visibility.PUBLISHED)
        shown.update(visibility=Visibility.PRIVATE, link_token="")


def trained_model_keep(*, link_token: str, person: AbstractBaseUser) -> TrainedModel:
    """Puts the model behind a link among those that this person may use, for as long as the link
    holds. Again changes nothing. Raises `JobError`."""
    linked = TrainedModel.objects.filter(visibility=Visibility.LINK, link_token=link_token)
    try:
        with transaction.atomic():
            # The link may be replaced at this moment: whoever is second sees what the first did.
            model = linked.select_for_update().first() if link_token else None
            if model is None:
                raise JobError("not_found", DEAD_LINK, 404)
            if model.owner_id != person.pk:
                KeptModel.objects.get_or_create(model=model, person_id=person.pk)
    except IntegrityError:  # whoever it is has left the site at this moment
        raise JobError("gone", "You have left the site. Nothing was kept.", 409) from None
    return model


def trained_model_let_go(*, model: TrainedModel, person: AbstractBaseUser) -> None:
    """Takes a kept model out of this person's studio again."""
    KeptModel.objects.filter(model=model, person_id=person.pk).delete()
