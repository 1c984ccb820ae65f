"""How long a run would take on this site's machine."""

from typing import Any

from generation.errors import JobError
from generation.services.training.asking import examine_plan
from generation.services.training.pacing import compare_pace, find_pace
from generation.techniques import TECHNIQUES
from generation.training.pace import estimate_seconds


def training_run_estimate(
    *, technique: str, plan: dict[str, Any], recipe: str = "", genre: str = "", start: str = ""
) -> float:
    """Seconds of one machine, without waiting. `training_selectors.pace_source` says how this is
    known. Raises `JobError` for what is beyond the bounds."""
    known = TECHNIQUES.get(technique)
    if known is None or not known.genres:
        raise JobError("not_trainable", "That cannot be trained here.", field="technique")
    values = examine_plan(known, recipe, plan, start)
    music = genre if genre in known.genres else known.genres[0]
    pace = find_pace(technique)
    opening = float(pace["opening"])
    learning = estimate_seconds(known, music, values, pace) - opening
    return round(opening + learning * compare_pace(technique), 1)
