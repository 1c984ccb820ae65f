"""What a wish costs, in seconds of one worker: told from the wish alone, before anything is played.

Each technique counts its own, from notes, length, passes and takes (`techniques/*/cost.py`). The
figures were fitted to processor seconds on one machine (`benchmarks/job_costs.py` prints them
beside what it takes here); `Pace` in the database corrects them by what jobs really take.
"""

from typing import Any

from generation.catalogue import Card
from generation.music.song import Song
from generation.techniques import TECHNIQUES
from generation.techniques.record import load

AWAKE = 0.05  # seconds that any wish takes


def estimate_cost(card: Card, song: Song, track: int, parameters: dict[str, Any]) -> float:
    """Seconds of one worker. Where a technique does not count them, what the model's card says."""
    technique = TECHNIQUES.get(card.technique)
    if not technique or not technique.cost:
        return card.expected_seconds
    return AWAKE + float(load(technique.cost)(card, song, track, parameters))


def name_kind(technique: str, parameters: dict[str, Any]) -> str:
    """Wishes that are corrected together: `arcnn`, `arcnn harmonise`."""
    return f"{technique} {parameters.get('mode', '')}".strip()[:60]


def smaller(technique: str) -> str:
    """What makes a wish cost less, to complete "Ask for less: "."""
    known = TECHNIQUES.get(technique)
    return known.smaller if known else "a shorter song"
