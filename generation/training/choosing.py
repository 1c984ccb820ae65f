"""What people choose for a training run, by its true names and within its bounds, and the plan that
comes of it. Knows no torch."""

from collections.abc import Mapping
from typing import Any, Protocol

from generation.catalogue import Parameter, ParameterError

Values = dict[str, Any]
DEFAULT = "fast"  # the recipe that says what nobody has chosen
FINER = 0.3  # share of the learning rate for a network that has learnt already


class Memory(Protocol):
    """Megabytes, as `generation.techniques.record.Memory` tells them."""

    @property
    def least(self) -> float: ...
    @property
    def square(self) -> float: ...
    @property
    def window(self) -> float: ...
    @property
    def channel(self) -> float: ...


class Technique(Protocol):
    """What has to be known of one: `generation.techniques.record.Technique` tells it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def genres(self) -> tuple[str, ...]: ...
    @property
    def training_parameters(self) -> tuple[Parameter, ...]: ...
    @property
    def recipes(self) -> Mapping[str, Mapping[str, Any]]: ...
    @property
    def memory(self) -> Memory: ...
    def plan_run(self, genre: str, values: Values) -> tuple[Values, Values]:
        """What a plan says, and changes to the shape."""


def complete(technique: Technique, given: Mapping[str, Any], start: str = "") -> Values:
    """Every choice of a run: what is given, checked, and the rest as the fastest recipe has it;
    `start` is the model it begins with. Raises `ParameterError`."""
    known = {each.name: each for each in technique.training_parameters}
    for name in given:
        if name not in known:
            raise ParameterError(
                name, f"A training of {technique.title} has no {name!r}; it has {', '.join(known)}."
            )
    usual = {name: each.default for name, each in known.items()} | technique.recipes[DEFAULT]
    if start:
        usual["learning_rate"] *= FINER
    return usual | {name: check(known[name], value) for name, value in given.items()}


def check(parameter: Parameter, value: object) -> Any:
    """The value, if it is within the bounds and on a step. Raises `ParameterError`."""
    found = parameter.parse(value)
    low, step = parameter.minimum or 0, parameter.step
    if parameter.kind == "int" and step and (found - low) % step:
        wish = f"{parameter.label} goes from {low} to {parameter.maximum} in steps of {step}."
        raise ParameterError(parameter.name, wish)
    return found


def plan_of(
    technique: Technique, genre: str, parameters: Mapping[str, Any], start: str = ""
) -> tuple[Values, Values]:
    """What a run's plan says of training, and how the shape of the network changes. Raises
    `ParameterError`."""
    values = complete(technique, parameters, start)
    training, network = technique.plan_run(genre, values)
    if start:  # the shape is that of the model it begins with
        training, network = {**training, "start": start}, {}
    return training, network
