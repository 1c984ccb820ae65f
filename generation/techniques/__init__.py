"""One room a technique, each with the same names for the same roles.

The room's own module holds the technique's record. Add a technique: its folder, and its name here.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from generation.techniques.record import OWN, Technique, load

__all__ = ["OWN", "TECHNIQUES", "Technique", "plays_as_today", "song_judges", "trainable"]

ROOMS = ("gan", "arcnn", "transformer")  # in the order in which people meet them
TECHNIQUES: dict[str, Technique] = {
    room: importlib.import_module(f"{__name__}.{room}").TECHNIQUE for room in ROOMS
}


def trainable() -> dict[str, Technique]:
    """Those whose networks can be trained."""
    return {name: each for name, each in TECHNIQUES.items() if each.trainings}


def song_judges() -> dict[str, Callable[..., str]]:
    """Of each technique that learns from people's own songs: (song) -> why not, or nothing."""
    return {name: load(each.judge) for name, each in TECHNIQUES.items() if each.judge}


def plays_as_today(recipe: Mapping[str, Any]) -> bool:
    """Whether the sampler that made a recipe's notes is that of today. Of techniques that are gone
    nothing is known."""
    technique = TECHNIQUES.get(recipe.get("technique", ""))
    return technique is None or recipe.get("sampler_version", 1) == technique.sampler_version
