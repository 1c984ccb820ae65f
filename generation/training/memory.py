"""How much memory a run would take, by what was measured of each technique, and a word to who
wishes for more than there is. Knows no torch."""

from collections.abc import Mapping
from typing import Any

from generation.catalogue import ParameterError
from generation.training.choosing import Technique

WIDEST = "overnight"  # the recipe whose width is thought of where a model is begun with
TOO_MUCH = (
    "Batches of {batch} would take about {needed:,.0f} MB of memory at this width, and a run may "
    "take {most:,} here. {advice}"
)


def estimate_megabytes(technique: Technique, values: Mapping[str, Any], start: str = "") -> float:
    """Of the child at its peak, torch included; `values` are all choices of a run. The width of a
    model that is begun with stands on its card, and is thought to be a wide one here."""
    width = technique.recipes[WIDEST]["width"] if start else values["width"]
    each, known = values["batch"], technique.memory
    return known.least + known.square * width**2 + each * (known.window + known.channel * width)


def refuse_memory(
    technique: Technique, values: Mapping[str, Any], most: int, start: str = ""
) -> None:
    """Raises `ParameterError` where a run would take more than `most` megabytes."""
    needed = estimate_megabytes(technique, values, start)
    if needed > most:
        advice = advise(technique, values, most, start)
        words = TOO_MUCH.format(batch=values["batch"], needed=needed, most=most, advice=advice)
        raise ParameterError("batch", words)


def advise(technique: Technique, values: Mapping[str, Any], most: int, start: str) -> str:
    """The largest batch that fits; where none does, another network."""
    (batch,) = (each for each in technique.training_parameters if each.name == "batch")
    step, least = int(batch.step or 1), int(batch.minimum or 1)
    for size in range(values["batch"] - step, least - 1, -step):
        if estimate_megabytes(technique, {**values, "batch": size}, start) <= most:
            return f"Take {size} at most, or a narrower network."
    return "Take a narrower network."
