"""Whom a song that models had a part in has to thank: the models, and the music they learnt from,
with its licences and the words that those ask for."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse

from chartbusters.accounts.models import User
from generation.catalogue import Card, card_meant
from generation.models import TrainedModel
from generation.trained_selectors import trained_in, trained_models_visible
from generation.trained_weights import card_of


class Source(NamedTuple):
    """A model, and its data as the card tells it: `name`, `licence` and `attribution` of each."""

    model: str
    licence: str
    data: tuple[Mapping[str, str], ...]
    page: str = ""  # of the model, for those who may see it
    name: str = ""  # in recipes


def sources_of(lineage: Iterable[Mapping[str, Any]], viewer: User | None = None) -> list[Source]:
    """Each model once, in the order in which they joined in; what is not installed any more has no
    card to ask. Models that people have trained are credited whoever may see them; their pages are
    told to those who may."""
    recipes = [revision["recipe"] for revision in lineage]
    recipes = [recipe.get("parent") or recipe for recipe in recipes if recipe]
    trained = trained_in(recipes)
    seen = _seen(trained, viewer)
    sources = [_source(recipe, trained, seen) for recipe in recipes]
    return list({source.name: source for source in sources if source}.values())


def _seen(trained: Mapping[str, TrainedModel], viewer: User | None) -> set[str]:
    if not trained:
        return set()
    visible = trained_models_visible(user=viewer).filter(name__in=trained)
    return set(visible.values_list("name", flat=True))


def _source(
    recipe: Mapping[str, Any], trained: Mapping[str, TrainedModel], seen: set[str]
) -> Source | None:
    row = trained.get(str(recipe.get("model")))
    card = card_of(row) if row else _card_of(recipe)
    if card is None:
        return None
    shown = row is None or row.name in seen
    return Source(card.title, card.licence, card.data, _page(card) if shown else "", card.name)


def _page(card: Card) -> str:
    return reverse("model", args=[card.name])


def _card_of(recipe: Mapping[str, Any]) -> Card | None:
    return card_meant(recipe) if recipe.get("model") else None
