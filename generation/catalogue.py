"""The cards of the installed models. Reads JSON only, so the web process may ask it; it never
touches weights."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from generation.whole import write_whole

CHECKPOINTS = Path(__file__).parent / "checkpoints"


class UnknownModel(LookupError):
    """No model of that name is installed."""


class ParameterError(ValueError):
    """A parameter that the model does not have, or a value it does not take."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message


@dataclass(frozen=True)
class Parameter:
    """A knob of a model, in a musician's words."""

    name: str
    label: str
    kind: str  # float, int, bool, choice or notes
    default: Any
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    help: str = ""
    choices: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> "Parameter":
        """As a card has it."""
        return cls(**{**content, "choices": tuple(content.get("choices", ()))})

    def as_json(self) -> dict[str, Any]:
        """For a card, without what it has no use for."""
        said = {"choices": list(self.choices)} if self.choices else {}
        bounds = {name: getattr(self, name) for name in ("minimum", "maximum", "step")}
        return {
            "name": self.name,
            "label": self.label,
            "kind": self.kind,
            **{name: bound for name, bound in bounds.items() if bound is not None},
            "default": self.default,
            **said,
            "help": self.help,
        }

    def parse(self, value: object) -> Any:
        """`value`, as JSON has it, as this parameter takes it, or `ParameterError`: text that looks
        like it is none."""
        if self.kind == "bool":
            return self.parse_bool(value)
        if self.kind == "notes":
            return self.parse_notes(value)
        if self.kind == "choice":
            if value not in self.choices:
                raise ParameterError(
                    self.name, f"{self.label} is one of {', '.join(self.choices)}."
                )
            return str(value)
        return self.parse_number(value)

    def parse_bool(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise ParameterError(self.name, f"{self.label} is true or false.")
        return value

    def parse_notes(self, value: object) -> list[list[int]]:
        """`[[onset in ticks, pitch], ...]`, at most `maximum` of them, sorted and each once."""
        wish = f"{self.label} is a list of [onset in ticks, pitch], {self.maximum} at most."
        if (
            not isinstance(value, list)
            or len(value) > (self.maximum or 0)
            or not all(is_place(row) for row in value)
        ):
            raise ParameterError(self.name, wish)
        places = {(row[0], row[1]) for row in value}
        return [list(place) for place in sorted(places)]

    def parse_number(self, value: object) -> float | int:
        wish = (
            f"{self.label} is a {'whole ' if self.kind == 'int' else ''}number from "
            f"{self.minimum} to {self.maximum}."
        )
        try:
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise ValueError
            number = float(value)
        except (ValueError, OverflowError):
            raise ParameterError(self.name, wish) from None
        low, high = self.minimum, self.maximum
        # Written so that a NaN fails it too.
        inside = (
            (low is None or number >= low)
            and (high is None or number <= high)
            and abs(number) < 1e18
        )
        if not inside or (self.kind == "int" and number != int(number)):
            raise ParameterError(self.name, wish)
        return int(number) if self.kind == "int" else number


def is_place(row: object) -> bool:
    """Whether `row` is [onset in ticks, MIDI pitch]."""
    if not isinstance(row, list) or len(row) != 2 or not all(type(value) is int for value in row):
        return False
    return 0 <= row[0] < 2**31 and 0 <= row[1] <= 127


@dataclass(frozen=True, eq=False)
class Card:
    """What is known of one installed model; the file `<name>.json` beside its weights."""

    name: str
    technique: str
    title: str
    genre: str
    description: str
    licence: str
    sizes: dict[str, Any]
    tracks: tuple[dict[str, Any], ...]
    parameters: tuple[Parameter, ...]
    data: tuple[dict[str, str], ...]
    seed: int
    commit: str
    training: dict[str, Any]
    figures: dict[str, Any]
    digest: str  # SHA-256 of the weights
    expected_seconds: float
    created: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    # of files with the same numbers under other names: recipes that name one mean this model
    former_digests: tuple[str, ...] = ()
    network: str = ""  # whose weights it plays, where several models share one file
    folder: Path | None = None  # of a model that somebody has trained; else it is installed

    @property
    def path(self) -> Path:
        return (self.folder or CHECKPOINTS) / f"{self.name}.json"

    @property
    def weights(self) -> Path:
        return (self.folder or CHECKPOINTS) / f"{self.network or self.name}.safetensors"

    def is_meant_by(self, digest: str) -> bool:
        """Whether a recipe that names weights of this digest means this model's."""
        return digest == self.digest or digest in self.former_digests

    def complete_parameters(self, given: dict[str, Any]) -> dict[str, Any]:
        """All parameters of the model: `given` checked, the rest at their defaults."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise ParameterError(name, f"{self.title} has no parameter called {name!r}.")
        return {n: p.parse(given[n]) if n in given else p.default for n, p in known.items()}


def card_from(content: dict[str, Any], folder: Path | None = None) -> Card:
    """A card from its JSON; fields that older files lack take their defaults. `folder` is where the
    weights of a trained model lie."""
    known = {each.name for each in fields(Card)} - {"folder"}
    values = {key: value for key, value in content.items() if key in known}
    parameters = tuple(map(Parameter.from_json, values["parameters"]))
    return Card(
        **{
            **values,
            "tracks": tuple(values["tracks"]),
            "data": tuple(values["data"]),
            "parameters": parameters,
            "former_digests": tuple(values.get("former_digests", ())),
            "folder": folder,
        }
    )


def write_card(path: Path, content: dict[str, Any]) -> None:
    """A card's JSON as a file, whole or not at all."""
    write_whole(path, (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode())


@lru_cache
def cards() -> tuple[Card, ...]:
    """All installed models, by name."""
    return tuple(
        card_from(json.loads(path.read_text())) for path in sorted(CHECKPOINTS.glob("*.json"))
    )


def read_card(technique: str, model: str | None = None) -> Card:
    """The model called `model`, or the first of the technique; raises `UnknownModel`."""
    for card in cards():
        if card.technique == technique and model in (None, card.name):
            return card
    raise UnknownModel(
        f"No model {model or 'at all'} is installed for the technique {technique!r}."
    )


def card_meant(recipe: Mapping[str, Any]) -> Card | None:
    """The installed model by which a recipe was made; None where it is not installed, or was
    trained anew since, and would play other notes. Of several with the same weights, the one
    that the recipe names."""
    digest = recipe.get("model_digest", "")
    meant = [card for card in cards() if card.is_meant_by(digest)]
    named = [card for card in meant if card.name == recipe.get("model")]
    return next(iter(named or meant), None)


Config = TypeVar("Config")


def config_from(kind: type[Config], content: dict[str, Any]) -> Config:
    """The shape of a network from a card's JSON, where tuples are lists."""
    return kind(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in content.items()
        }
    )
