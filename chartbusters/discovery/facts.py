"""What the history of a song says of it, for lists: which techniques took part, and the genre of
the model that joined in last."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from chartbusters.compositions.models import Composition
from generation.catalogue import cards
from generation.techniques import TECHNIQUES

ANY = "any"  # what a card says that knows no genre


class Facts(NamedTuple):
    genre: str  # empty: nobody knows
    techniques: tuple[str, ...]


def facts_of(*, composition: Composition) -> Facts:
    recipes = composition.revisions.order_by("number").values_list("recipe", flat=True)
    return facts_in(recipes)


def facts_in(recipes: Iterable[Mapping[str, Any]]) -> Facts:
    """Of recipes from the first to the last; an edit tells in `parent` what it was made from."""
    steps = [recipe.get("parent") or recipe for recipe in recipes]
    known = genres_of_models()
    genres = [known[step["model"]] for step in steps if step.get("model") in known]
    used = {step.get("technique") for step in steps}
    return Facts(genres[-1] if genres else "", tuple(name for name in TECHNIQUES if name in used))


@cache
def genres_of_models() -> dict[str, str]:
    return {card.name: card.genre for card in cards() if card.genre != ANY}


def genres_known() -> list[str]:
    """Genres that some model plays."""
    return sorted(set(genres_of_models().values()))
