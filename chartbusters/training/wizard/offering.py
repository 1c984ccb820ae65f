"""What can be chosen in the wizard: techniques, music, recipes and models to go on from, with what
each of them means here."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser

from generation import dataset_selectors, selectors
from generation.catalogue import Card, Parameter
from generation.datasets.offers import Offer, offers, pack_path
from generation.durations import spoken
from generation.examples import has_example
from generation.models import Dataset
from generation.services import training_run_estimate
from generation.techniques import OWN, TECHNIQUES, Technique
from generation.training.choosing import complete
from generation.training_data import data_folder

RECIPES = {
    "fast": ("Fast", "Enough to hear it learn. Small network, few epochs."),
    "good": ("Good", "A network that one can play with."),
    "overnight": ("Overnight", "As wide and as long as is sensible here. Start it in the evening."),
}
LEARNS = {
    "gan": "It learns to play with a melody: bass, chords and drums that fit, from pieces that "
    "have a melody and something under it.",
    "arcnn": "It learns how notes stand beside each other, and edits a melody towards that, note "
    "by note: to Bach’s manner, or to that of your pieces.",
    "transformer": "It learns what comes next, and carries a song on. It takes any piece, "
    "whatever is in it.",
}


class Shown(NamedTuple):
    """A technique as its card in the wizard has it."""

    name: str
    title: str
    learns: str
    example: str  # name of a model that can be heard
    fast: str  # how long the fast recipe takes here


def techniques_shown() -> list[Shown]:
    return [
        Shown(
            name,
            technique.title,
            LEARNS.get(name, ""),
            example_of(name),
            spoken(recipe_seconds(technique, "fast", {})),
        )
        for name, technique in TECHNIQUES.items()
        if technique.recipes
    ]


def example_of(technique: str) -> str:
    """The name of a shipped model that can be heard; empty where there is none."""
    return next((card.name for card in cards_of(technique) if has_example(card)), "")


def offers_of(technique: str) -> list[Offer]:
    """The packs from which a technique can learn on this machine."""
    folder = data_folder()
    found = (offer for offer in offers(folder) if technique in offer.technique_genres)
    return [offer for offer in found if pack_path(offer, technique, folder) is not None]


def offer_named(technique: str, name: str) -> Offer | None:
    return next((offer for offer in offers_of(technique) if offer.name == name), None)


def offer_any(name: str) -> Offer | None:
    """A pack that is here for some technique."""
    return next((offer for offer in offers(data_folder()) if offer.name == name), None)


def dataset_named(technique: str, pk: object, user: AbstractBaseUser | None) -> Dataset | None:
    """Own files of this person from which the technique can learn."""
    if user is None:
        return None
    usable = dataset_selectors.datasets_usable(user=user, technique=technique)
    return next((each for each in usable if each.pk == pk), None)


def cards_of(technique: str) -> list[Card]:
    """The shipped models of a technique, from which a run may go on."""
    return [card for card in selectors.models_installed() if card.technique == technique]


def genre_learnt(technique: str, offer: Offer | None) -> str:
    """What a technique calls the music of a pack; own files where there is none."""
    return offer.technique_genres[technique] if offer else OWN


def recipe_seconds(
    technique: Technique,
    recipe: str,
    numbers: Mapping[str, Any],
    *,
    genre: str = "",
    start: str = "",
) -> float:
    """How long a run takes on this site's machine, once it has its turn."""
    return training_run_estimate(
        technique=technique.name, plan=dict(numbers), recipe=recipe, genre=genre, start=start
    )


class Number(NamedTuple):
    """A true name with what it may be; `text` is what stands in its field."""

    parameter: Parameter
    usual: Any  # what the recipe says
    text: str
    problem: str


def numbers_shown(
    technique: Technique,
    recipe: str,
    texts: Mapping[str, str],
    problems: Mapping[str, str],
    start: str = "",
) -> list[Number]:
    """A network that goes on from another has its width, whatever is wished."""
    usual = complete(technique, technique.recipes.get(recipe, {}), start)
    return [
        Number(each, usual[each.name], texts.get(each.name, ""), problems.get(each.name, ""))
        for each in technique.training_parameters
        if not (start and each.name == "width")
    ]
