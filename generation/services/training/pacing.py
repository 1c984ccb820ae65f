"""How fast this site's machine trains: measured once for each technique, then corrected by every
epoch that is really learnt."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models.functions import Now

from generation.models import TrainingPace, TrainingRun
from generation.techniques import TECHNIQUES
from generation.training.pace import estimate_seconds

# A guess for two cores of a server, for a site that has measured nothing yet.
SHIPPED = Path(__file__).with_name("paces.json")
FADES = 0.95  # of what is known, with every epoch
LIKELY = (0.02, 50.0)  # times; a machine that differs more was asleep, or its clock jumped


def pace_measured(*, technique: str, measured: dict[str, Any]) -> None:
    """Keeps what was measured; what was learnt with another measure is forgotten."""
    values = {"measured": measured, "took": 0.0, "guessed": 0.0, "measured_at": Now()}
    TrainingPace.objects.update_or_create(technique=technique, defaults=values)


def pace_learn(*, run: TrainingRun, seconds: float) -> None:
    """An epoch took so long. Of two runs that tell at once one may be lost: a guess stays one."""
    guess = guess_epoch(run)
    if guess is None or not LIKELY[0] < seconds / guess < LIKELY[1]:
        return
    row, _ = TrainingPace.objects.get_or_create(technique=run.technique)
    row.took = FADES * row.took + seconds
    row.guessed = FADES * row.guessed + guess
    row.save(update_fields=["took", "guessed"])


def guess_epoch(run: TrainingRun) -> float | None:
    """Seconds of an epoch of this run, as they were thought before; None for runs of before."""
    epochs = run.plan.get("epochs")
    technique = TECHNIQUES.get(run.technique)
    if not epochs or technique is None or run.genre not in technique.genres:
        return None
    pace = find_pace(run.technique)
    whole = estimate_seconds(technique, run.genre, run.plan, pace) - float(pace["opening"])
    return float(max(1e-3, whole / (epochs + 1)))


def find_pace(technique: str) -> dict[str, Any]:
    """That of this machine, or the shipped one."""
    row = TrainingPace.objects.filter(technique=technique).first()
    pace: dict[str, Any] = (row and row.measured) or shipped_paces()[technique]
    return pace


def compare_pace(technique: str) -> float:
    """How many times longer epochs really take than thought."""
    row = TrainingPace.objects.filter(technique=technique).first()
    return row.took / row.guessed if row and row.guessed else 1.0


@lru_cache
def shipped_paces() -> dict[str, Any]:
    paces: dict[str, Any] = json.loads(SHIPPED.read_text())
    return paces
