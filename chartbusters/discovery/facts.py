"""What the history of a song says of it, for lists: which techniques took part, and the genre of
the model that joined in last."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from chartbusters.compositions.models import Composition
from generation.catalogue import cards
from generation.techniques import TECHNIQUES
from generation.trained_selectors import trained_in

ANY = "any"  # what a card says that knows no genre
MOST_PARTS = 40  # models of one song; who asks more of them is told of the last ones


class Facts(NamedTuple):
    genre: str  # empty: nobody knows
    techniques: tuple[str, ...]
    parts: tuple[tuple[str, str], ...] = ()  # models by name, and the digests of their weights


def facts_of(*, composition: Composition) -> Facts:
    recipes = composition.revisions.order_by("number").values_list("recipe", flat=True)
    return facts_in(recipes)


def facts_in(recipes: Iterable[Mapping[str, Any]]) -> Facts:
    """Of recipes from the first to the last; an edit tells in `parent` what it was made from."""
    steps = [recipe.get("parent") or recipe for recipe in recipes]
    known = genres_of_models() | _genres_trained(steps)
    genres = [known[step["model"]] for step in steps if step.get("model") in known]
    used = {step.get("technique") for step in steps}
    parts = dict.fromkeys(part_of(step) for step in steps if step.get("model"))
    techniques = tuple(name for name in TECHNIQUES if name in used)
    return Facts(genres[-1] if genres else "", techniques, tuple(parts)[-MOST_PARTS:])


def part_of(step: Mapping[str, Any]) -> tuple[str, str]:
    """The model that made a step, and the digest of its weights; the oldest recipes name none."""
    return str(step["model"])[:60], str(step.get("model_digest", ""))[:64]


def _genres_trained(steps: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """What people's models play, as far as songs are sorted by it."""
    sorted_by = set(genres_known())
    trained = trained_in(steps)
    return {name: model.genre for name, model in trained.items() if model.genre in sorted_by}


@cache
def genres_of_models() -> dict[str, str]:
    return {card.name: card.genre for card in cards() if card.genre != ANY}


def genres_known() -> list[str]:
    """Genres that some model plays."""
    return sorted(set(genres_of_models().values()))
