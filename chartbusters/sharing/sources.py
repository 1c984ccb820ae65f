"""Whom a song that models had a part in has to thank: the models, and the music they learnt from,
with its licences and the words that those ask for."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from generation.catalogue import Card, card_meant


class Source(NamedTuple):
    """A model, and its data as the card tells it: `name`, `licence` and `attribution` of each."""

    model: str
    licence: str
    data: tuple[Mapping[str, str], ...]


def sources_of(lineage: Iterable[Mapping[str, Any]]) -> list[Source]:
    """Each model once, in the order in which they joined in; what is not installed any more has no
    card to ask."""
    recipes = [revision["recipe"] for revision in lineage]
    recipes = [recipe.get("parent") or recipe for recipe in recipes if recipe]
    cards = dict.fromkeys(filter(None, map(_card_of, recipes)))
    return [Source(card.title, card.licence, card.data) for card in cards]


def _card_of(recipe: Mapping[str, Any]) -> Card | None:
    return card_meant(recipe) if recipe.get("model") else None
