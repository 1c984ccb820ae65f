"""What is asked of models that people have trained: who may see them, and which card is meant."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from generation.catalogue import Card, UnknownModel, read_card
from generation.models import TRAINED, KeptModel, TrainedModel, Visibility
from generation.trained_weights import WeightsGone, card_of, fetch_weights

GONE = "The model {} is not here: it was withdrawn, or it is somebody's own. Choose another one."
LOST = "The weights of the model {} are not to be had. Your song is as it was: choose another one."


def trained_models_visible(
    *, user: AbstractBaseUser | None, link_token: str = ""
) -> QuerySet[TrainedModel]:
    """Those that may be seen and asked for music: one's own, those kept by a link that holds, the
    published ones, and the one whose link is held."""
    seen = Q(visibility=Visibility.PUBLISHED)
    if user is not None and user.pk is not None:
        seen |= Q(owner_id=user.pk) | _kept(user)
    if link_token:
        seen |= Q(visibility=Visibility.LINK, link_token=link_token)
    return TrainedModel.objects.filter(seen, withdrawn_at=None)


def _kept(user: AbstractBaseUser) -> Q:
    mine = KeptModel.objects.filter(model=OuterRef("pk"), person_id=user.pk)
    return Q(Exists(mine), visibility=Visibility.LINK)


def trained_models_of(*, owner: AbstractBaseUser) -> QuerySet[TrainedModel]:
    """All of a person, withdrawn ones too, for that person alone."""
    return TrainedModel.objects.filter(owner_id=owner.pk)


def is_kept(*, model: TrainedModel, user: AbstractBaseUser) -> bool:
    """Whether it stands in this person's studio by its link."""
    return KeptModel.objects.filter(model=model, person_id=user.pk or 0).exists()


def weights_unneeded(*, key: str) -> bool:
    """Whether no model has the file of this key."""
    return bool(key) and not TrainedModel.objects.filter(weights_key=key).exists()


def is_trained(model: str | None) -> bool:
    """Whether the name is one that `trained_model_create` gives."""
    return model is not None and model.startswith(TRAINED)


def trained_in(recipes: Iterable[Mapping[str, Any]]) -> dict[str, TrainedModel]:
    """The trained models that recipes name, by name, whoever may see them: they have to be
    credited, also when they are withdrawn. One query, and none where no recipe names one."""
    told = [recipe.get("parent") or recipe for recipe in recipes if recipe]
    named = {recipe.get("model") for recipe in told}
    names = {name for name in named if isinstance(name, str) and is_trained(name)}
    if not names:
        return {}
    return {each.name: each for each in TrainedModel.objects.filter(name__in=names)}


def card_find(*, technique: str, model: str | None, user: AbstractBaseUser | None) -> Card:
    """The card of an installed model, or of a trained one that this person may use. Raises
    `UnknownModel`."""
    if not is_trained(model):
        return read_card(technique, model)
    found = trained_models_visible(user=user).filter(technique=technique, name=model).first()
    if found is None:
        raise UnknownModel(GONE.format(model))
    return card_of(found)


def card_played(*, technique: str, model: str) -> Card:
    """The card by which a worker plays a job that was granted, its weights at hand. Raises
    `UnknownModel`."""
    if not is_trained(model):
        return read_card(technique, model)
    found = TrainedModel.objects.filter(technique=technique, name=model).first()
    if found is None:
        raise UnknownModel(GONE.format(model))
    card = card_of(found)
    try:
        fetch_weights(found, card)
    except WeightsGone:
        raise UnknownModel(LOST.format(model)) from None
    return card
