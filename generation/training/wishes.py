"""What people have wished for: `wish.json`, which a worker writes before a run begins.

{"technique", "genre", "parameters": {true names}, "start": a model or "", "minutes": null or some}
"""

import json
import math
from pathlib import Path
from typing import Any

from generation.catalogue import ParameterError
from generation.training.choosing import Technique, complete, plan_of
from generation.training.plans import BadPlan, Chosen
from generation.training.run import Limits

PARTS = {"technique", "genre", "parameters", "start", "minutes"}


def read_wish(path: Path, technique: Technique) -> Chosen:
    """A run out of a wish. Raises `BadPlan`, and OSError where there is no such file."""
    try:
        wish = json.loads(path.read_text())
    except ValueError as error:
        raise BadPlan(f"{path} is no wish: {error}.") from error
    if not isinstance(wish, dict) or wish.keys() - PARTS:
        raise BadPlan(f"{path} is no wish: it has {', '.join(sorted(PARTS))}, and nothing else.")
    if wish.get("technique", technique.name) != technique.name:
        raise BadPlan(f"{path} is a wish for {wish['technique']}, not for {technique.name}.")
    return choose(wish, technique)


def choose(wish: dict[str, Any], technique: Technique) -> Chosen:
    """Raises `BadPlan`."""
    genre, start = wish.get("genre", ""), wish.get("start") or ""
    if genre not in technique.genres:
        known = ", ".join(technique.genres)
        raise BadPlan(f"{technique.title} is not trained on {genre!r}, but on {known}.")
    if not isinstance(start, str):
        raise BadPlan("The model to begin with is told by its name.")
    try:
        training, network = plan_of(technique, genre, wish.get("parameters") or {}, start)
        values = complete(technique, wish.get("parameters") or {}, start)
    except ParameterError as error:
        raise BadPlan(error.message) from error
    limits = Limits(minutes=check_minutes(wish.get("minutes")), untrained=True)
    return Chosen(genre, network, training, limits, {**wish, "parameters": values})


def check_minutes(minutes: object) -> float | None:
    """None for a run that takes all its epochs. Raises `BadPlan`."""
    if minutes is None:
        return None
    if isinstance(minutes, bool) or not isinstance(minutes, int | float):
        raise BadPlan("Minutes are a number, or nothing.")
    if not (math.isfinite(minutes) and 0 < minutes <= 7 * 24 * 60):
        raise BadPlan("A run takes more than no minutes, and a week at most.")
    return float(minutes)
