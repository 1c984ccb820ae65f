"""What the page of each step shows."""

from collections.abc import Callable
from itertools import chain
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.training.wizard import offering
from chartbusters.training.wizard.choices import STEPS, Choices, is_done
from chartbusters.training.wizard.starting import Chosen, title_usual
from generation import dataset_selectors
from generation.durations import spoken
from generation.models import LEAST_PIECES
from generation.training_selectors import PaceSource, pace_source, training_quota

# How the minutes are known. They are an estimate until this machine has learnt some epochs.
PACES = {
    PaceSource.ELSEWHERE: "Estimated by the pace of another machine. This one is measured when it "
    "trains for the first time.",
    PaceSource.STEPS: "Estimated by a dozen steps that were measured on this machine, where no run "
    "has learnt yet.",
    PaceSource.EPOCHS: "By the pace at which runs have learnt on this machine.",
}
NAMES = {"technique": "Technique", "data": "Music", "recipe": "Recipe", "summary": "Start"}


class Step(NamedTuple):
    """A step in the line above the page; one may go to those that are done."""

    name: str
    title: str
    address: str  # empty where one cannot go yet
    current: bool


def steps_shown(choices: Choices, current: str) -> list[Step]:
    reached = 0
    while reached < len(STEPS) - 1 and is_done(choices, STEPS[reached]):
        reached += 1
    addresses = [f"?{choices.address(step=name)}" for name in STEPS[: reached + 1]]
    addresses += [""] * (len(STEPS) - len(addresses))
    return [
        Step(name, NAMES[name], address, name == current)
        for name, address in zip(STEPS, addresses, strict=True)
    ]


def back_to(choices: Choices) -> str:
    """For a link to the sign-in: afterwards one is here again, with all choices."""
    return urlencode({"next": f"{reverse('training-new')}?{choices.address()}"})


def technique_shown(choices: Choices, chosen: Chosen | None, person: User | None) -> dict[str, Any]:
    """Of another technique other numbers hold, and other models to go on from."""
    rows = []
    for shown in offering.techniques_shown():
        same = shown.name == choices.technique
        changes: dict[str, Any] = {} if same else {"values": {}, "start": ""}
        step = "recipe" if choices.data else "data"
        address = choices.address(technique=shown.name, step=step, **changes)
        rows.append({**shown._asdict(), "address": address})
    return {"techniques": rows}


def data_shown(choices: Choices, chosen: Chosen | None, person: User | None) -> dict[str, Any]:
    """Packs, own files, and which of those there are can teach this technique."""
    mine = dataset_selectors.datasets_of(owner=person) if person else []
    told = [(each, *why_not(each, choices.technique), with_data(choices, each.pk)) for each in mine]
    offers = offering.offers_of(choices.technique)
    tags = sorted(set(chain.from_iterable(offer.tags for offer in offers)))
    shown = [offer for offer in offers if choices.tag in offer.tags] or offers
    return {
        "offers": [(offer, with_data(choices, offer.name)) for offer in shown],
        "tags": [(tag, choices.address(tag=tag, step="data")) for tag in tags],
        "all_tags": choices.address(tag="", step="data"),
        "datasets": told,
        "least": LEAST_PIECES,
        "sign_in": back_to(choices),
        "bring": urlencode({"back": choices.address(data="")}),
    }


def with_data(choices: Choices, data: object) -> str:
    """The address of the next step with this music."""
    return choices.address(data=str(data), tag="", step="recipe")


def why_not(dataset: Any, technique: str) -> tuple[int, str]:
    """How many pieces teach the technique, and why they cannot be chosen, if so."""
    stage = dataset_selectors.dataset_stage(dataset)
    pieces = int(dataset.findings.get("usable", {}).get(technique, 0))
    if stage == "reading":
        return pieces, "Still being read."
    refusal = dataset.findings.get("refusals", {}).get(technique, "")
    if stage == "ready" and not refusal:
        return pieces, ""
    return pieces, str(refusal or dataset.error_message)


def recipe_shown(choices: Choices, chosen: Chosen | None, person: User | None) -> dict[str, Any]:
    technique = choices.known
    assert technique is not None  # noqa: S101  a step before this one asks for it
    recipe = choices.recipe if choices.recipe in technique.recipes else "fast"
    numbers = choices.numbers
    more = {"genre": chosen.genre if chosen else "", "start": choices.start}
    rows = [
        (
            name,
            *offering.RECIPES[name],
            spoken(offering.recipe_seconds(technique, name, {}, **more)),
        )
        for name in technique.recipes
    ]
    seconds = offering.recipe_seconds(technique, recipe, numbers, **more)
    cards = offering.cards_of(technique.name)
    return {
        "recipe": recipe,
        "recipes": rows,
        "numbers": offering.numbers_shown(technique, recipe, choices.values, choices.problems),
        "pace": PACES[pace_source(technique=technique.name)],
        "turned": bool(choices.values),
        "time": spoken(seconds),
        "cards": cards,
        "start_other": choices.start and choices.start not in [card.name for card in cards],
        "back": choices.address(step="data"),
    }


def summary_shown(choices: Choices, chosen: Chosen | None, person: User | None) -> dict[str, Any]:
    technique = choices.known
    assert technique is not None and chosen is not None  # noqa: S101  asked for before
    more = {"genre": chosen.genre, "start": choices.start}
    seconds = offering.recipe_seconds(technique, choices.recipe, choices.numbers, **more)
    quota = training_quota(owner=person) if person else None
    titles = {card.name: card.title for card in offering.cards_of(technique.name)}
    return {
        "recipe_title": offering.RECIPES[choices.recipe][0],
        "numbers": offering.numbers_shown(
            technique, choices.recipe, choices.values, {}, choices.start
        ),
        "pace": PACES[pace_source(technique=technique.name)],
        "time": spoken(seconds),
        "quota": quota,
        "wait": spoken(quota.seconds_ahead) if quota else "",
        "start_title": titles.get(choices.start, choices.start),
        "title_usual": title_usual(choices, chosen),
        "sign_in": back_to(choices),
        "back": choices.address(step="recipe"),
        "hidden": parse_qsl(choices.address(title="")),
    }


FOR_STEP: dict[str, Callable[[Choices, Chosen | None, User | None], dict[str, Any]]] = {
    "technique": technique_shown,
    "data": data_shown,
    "recipe": recipe_shown,
    "summary": summary_shown,
}
