"""Plans of training runs: one TOML file a technique, with a run for a GPU, a run for a processor,
and their rehearsal.

technique, genre [network]    changes to the shape of the network [training]   what a run may
choose: the fields of the technique's `Plan` [gpu] [cpu]  the same for one of the runs, and minutes,
checkpoint_seconds, silent; [gpu.network] [cpu.network] [dry]        what a rehearsal changes in the
run that it rehearses [expected]   what the run should gain, and the table that shows it: for people
"""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from generation.training.loop import Limits

FOLDER = Path(__file__).parent.parent / "plans"
RUNS = ("gpu", "cpu")
PARTS = {"technique", "genre", "network", "training", "dry", "expected", *RUNS}


class BadPlan(ValueError):
    """The file is no plan of that technique, or says what cannot be chosen."""


@dataclass(frozen=True)
class Chosen:
    """A run with all its choices made."""

    genre: str
    network: dict[str, Any]
    training: dict[str, Any]
    limits: Limits
    wish: dict[str, Any] = field(default_factory=dict)  # as people said it, if they did


def read_plan(path: Path, technique: str, run: str, dry: bool) -> Chosen:
    """One run out of a plan; `dry` is its rehearsal. Raises `BadPlan`, and OSError where there is
    no such file."""
    try:
        content = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise BadPlan(f"{path} is no plan: {error}.") from error
    unknown = content.keys() - PARTS
    if unknown:
        raise BadPlan(f"{path} has a part that no plan has: {', '.join(sorted(unknown))}.")
    if content.get("technique") != technique:
        raise BadPlan(f"{path} is a plan for {content.get('technique')}, not for {technique}.")
    if run not in content:
        raise BadPlan(f"{path} has no run for {run}.")
    return chosen_from(content, [content[run], *([content.get("dry", {})] if dry else [])])


def chosen_from(content: dict[str, Any], layers: list[dict[str, Any]]) -> Chosen:
    """Later layers win."""
    network, training = dict(content.get("network", {})), dict(content.get("training", {}))
    limits: dict[str, Any] = {}
    for layer in layers:
        network |= layer.get("network", {})
        for name, value in layer.items():
            if name != "network":
                (limits if name in Limits._fields else training)[name] = value
    return Chosen(content.get("genre", ""), tuples_in(network), training, Limits(**limits))


def tuples_in(content: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.items()
    }


def plan_from(kind: type, chosen: dict[str, Any]) -> Any:
    """The technique's own plan. Raises `BadPlan` for what it does not know."""
    known = {each.name for each in fields(kind)}
    unknown = sorted(chosen.keys() - known)
    if unknown:
        raise BadPlan(
            f"A run of this technique has no {', '.join(unknown)}; it has "
            f"{', '.join(sorted(known))}."
        )
    return kind(**chosen)
