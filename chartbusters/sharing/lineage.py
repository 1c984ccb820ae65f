"""How a song was made, in words, from the chain of its revisions."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from chartbusters.compositions.selectors import LEFT_OUT
from generation.catalogue import Card, card_meant, cards
from generation.models import TrainedModel
from generation.techniques import plays_as_today
from generation.trained_selectors import trained_in
from generation.trained_weights import card_of

Recipe = Mapping[str, Any]
AUTO = -1  # of a whole number that may be left to the machine, as the track of the melody
_FIRST = {
    "preset": "Started from a melody in the public domain",
    "recorded": "Recorded on the keyboard",
    "imported": "Imported from a MIDI file",
    "edited": "Written in the studio",
}
_OTHER = "as it was before it was trained anew"
_WITHDRAWN = "a model withdrawn since"
_OLDER = "as another version of it played"
_LATER = {
    "preset": "Started again from a melody in the public domain",
    "recorded": "Recorded over",
    "imported": "Brought in from a MIDI file",
}


class Step(NamedTuple):
    """One step; `detail` is what makes a machine's step repeatable."""

    text: str
    detail: str = ""


def steps_of(lineage: Iterable[Mapping[str, Any]]) -> list[Step]:
    """Words for the revisions, first to last; edits in a row become one step."""
    lineage = list(lineage)
    told = partial(_machine, trained_in(revision["recipe"] for revision in lineage))
    steps: list[Step] = []
    for origin, group in groupby(lineage, key=lambda revision: str(revision["origin"])):
        revisions = list(group)
        recipes = [revision["recipe"] for revision in revisions]
        if origin == "generated":
            steps += map(told, recipes)
        elif origin == LEFT_OUT:
            steps += [_between(revision["left_out"]) for revision in revisions]
        elif origin == "edited":
            steps += _edits(recipes, steps, told)
        else:
            steps += [Step((_LATER if steps else _FIRST)[origin])]
            steps += _edits(recipes[1:], steps, told)
    return steps


def _between(number: int) -> Step:
    return Step("One more version" if number == 1 else f"{number:,} more versions")


def _edits(recipes: list[Recipe], before: list[Step], told: Callable[[Recipe], Step]) -> list[Step]:
    """Hand edits, after the machines whose music they began with, where those do not stand there
    already."""
    machines = [told(recipe["parent"]) for recipe in recipes if recipe.get("parent")]
    steps = [step for step in dict.fromkeys(machines) if step not in before]
    if recipes and not before and not steps:
        steps, recipes = [Step(_FIRST["edited"])], recipes[1:]
    if recipes:
        steps.append(
            Step(
                "Edited by hand"
                if len(recipes) == 1
                else f"Edited by hand, {len(recipes)} versions"
            )
        )
    return steps


def _machine(trained: Mapping[str, TrainedModel], recipe: Recipe) -> Step:
    """A machine by the title of its card, its settings by their labels, as long as it is installed,
    or known as one that somebody has trained."""
    model = recipe.get("model")
    row = trained.get(str(model))
    card = card_of(row) if row else next((card for card in cards() if card.name == model), None)
    labels = {parameter.name: parameter.label for parameter in card.parameters} if card else {}
    settings = [
        _setting(labels.get(name, name.replace("_", " ")), value)
        for name, value in [
            ("seed", recipe.get("seed")),
            *sorted(recipe.get("parameters", {}).items()),
        ]
        if value is not None
    ]
    return Step(
        f"{_named(recipe, card)} joined in",
        ", ".join([*([model] if card and model else []), *_change(recipe, card, row), *settings]),
    )


def _change(recipe: Recipe, card: Card | None, row: TrainedModel | None) -> list[str]:
    """Nothing, if what is had under the model's name is what played, and plays so still."""
    if row and row.withdrawn_at:
        return [_WITHDRAWN]
    told = card and not row and recipe.get("model_digest")  # the oldest recipes name no weights
    if told and card_meant(recipe) is not card:
        return [_OTHER]
    return [] if plays_as_today(recipe) else [_OLDER]


def _named(recipe: Recipe, card: Card | None) -> str:
    return card.title if card else recipe.get("model") or recipe.get("technique") or "A model"


def _setting(label: str, value: Any) -> str:
    name = label[:1].lower() + label[1:]
    if isinstance(value, bool):
        return f"{name} {'on' if value else 'off'}"
    if isinstance(value, list):
        return f"{name}: {len(value)}"
    return f"{name} found by itself" if value == AUTO else f"{name} {value}"
