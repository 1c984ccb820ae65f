"""What somebody has chosen so far. All of it stands in the address: going back, loading again,
another tab and signing in keep it, and other pages link to a half of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import QueryDict

from generation.catalogue import Parameter, ParameterError
from generation.techniques import TECHNIQUES, Technique
from generation.training.choosing import check, complete
from generation.training.memory import refuse_memory

STEPS = ("technique", "data", "recipe", "summary")
VALUE = "p."  # how the names of numbers begin
LONGEST = 80
FIELDS = ("technique", "tag", "data", "start", "recipe", "title")


@dataclass(frozen=True)
class Choices:
    """Texts as the address has them; `problems` says what is wrong with some, by name."""

    technique: str = ""
    tag: str = ""  # of the music that is shown to choose from
    data: str = ""  # name of an offered pack, or the id of a data set
    start: str = ""  # name of a model to go on from
    recipe: str = ""
    title: str = ""
    values: Mapping[str, str] = field(default_factory=dict)  # by true name, where they differ

    @property
    def known(self) -> Technique | None:
        return TECHNIQUES.get(self.technique)

    @property
    def dataset(self) -> UUID | None:
        """Of own files."""
        try:
            return UUID(self.data)
        except ValueError:
            return None

    @property
    def numbers(self) -> dict[str, Any]:
        """The values that are as they should be."""
        return examine(self)[0]

    @property
    def problems(self) -> dict[str, str]:
        return examine(self)[1]

    def address(self, **changes: Any) -> str:
        """The query of an address with these choices, some of them changed; `step` may be one."""
        step = changes.pop("step", "")
        told = replace(self, **changes)
        query = QueryDict(mutable=True)
        if step:
            query["step"] = step
        for name in FIELDS:
            if value := getattr(told, name):
                query[name] = value
        for name, value in told.values.items():
            query[f"{VALUE}{name}"] = value
        return query.urlencode()


def read_choices(query: QueryDict) -> Choices:
    """Out of an address, or of a form; what nobody knows is left out."""
    texts = {name: query.get(name, "")[:LONGEST] for name in FIELDS}
    known = TECHNIQUES.get(texts["technique"])
    names = [each.name for each in known.training_parameters] if known else []
    values = {name: query.get(f"{VALUE}{name}", "").strip()[:40] for name in names}
    return Choices(**texts, values={name: value for name, value in values.items() if value})


def examine(choices: Choices) -> tuple[dict[str, Any], dict[str, str]]:
    """The numbers that are within their bounds, and words for those that are not."""
    numbers: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for parameter in choices.known.training_parameters if choices.known else ():
        if text := choices.values.get(parameter.name):
            try:
                numbers[parameter.name] = check(parameter, read_number(parameter, text))
            except ParameterError as error:
                problems[parameter.name] = error.message
    if choices.known and not problems:
        problems = examine_memory(choices, choices.known, numbers)
    return {name: each for name, each in numbers.items() if name not in problems}, problems


def examine_memory(
    choices: Choices, technique: Technique, numbers: Mapping[str, Any]
) -> dict[str, str]:
    """Words where numbers that are within their bounds need too much memory together."""
    recipe = technique.recipes.get(choices.recipe, {})
    try:
        values = complete(technique, {**recipe, **numbers}, choices.start)
        refuse_memory(technique, values, settings.TRAIN_MEMORY_MEGABYTES, choices.start)
    except ParameterError as error:
        return {error.name: error.message}
    return {}


def read_number(parameter: Parameter, text: str) -> object:
    """A number as people type it; the text itself where it is none, which the parameter refuses."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    if parameter.kind == "int" and math.isfinite(number) and number.is_integer():
        return int(number)
    return number


def step_of(choices: Choices, wished: str) -> str:
    """The step that is shown: the one that is wished for, or the first that is not done; nobody
    comes to a later one."""
    first = next((step for step in STEPS if not is_done(choices, step)), STEPS[-1])
    if wished in STEPS and STEPS.index(wished) <= STEPS.index(first):
        return wished
    return first


def is_done(choices: Choices, step: str) -> bool:
    if step == "technique":
        return choices.known is not None
    if step == "data":
        return bool(choices.data)
    if step == "recipe":
        known = choices.known.recipes if choices.known else {}
        return choices.recipe in known and not choices.problems
    return False
