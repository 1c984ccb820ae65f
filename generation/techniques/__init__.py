"""One room a technique, each with the same names for the same roles.

The room's own module holds the technique's record. Add a technique: its folder, and its name here.
"""

import importlib

from generation.techniques.record import Technique

__all__ = ["TECHNIQUES", "Technique", "trainable"]

ROOMS = ("gan", "arcnn", "transformer")  # in the order in which people meet them
TECHNIQUES: dict[str, Technique] = {
    room: importlib.import_module(f"{__name__}.{room}").TECHNIQUE for room in ROOMS
}


def trainable() -> dict[str, Technique]:
    """Those whose networks can be trained."""
    return {name: each for name, each in TECHNIQUES.items() if each.trainings}
