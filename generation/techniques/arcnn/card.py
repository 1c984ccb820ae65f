"""What the card of the AR-CNN says."""

from dataclasses import asdict
from typing import Any

from generation.codecs.instrumentation import STRINGS
from generation.datasets.jsb import JSB
from generation.techniques.arcnn.config import ArcnnConfig
from generation.techniques.arcnn.parameters import PARAMETERS

CARD: dict[str, Any] = {
    "name": "arcnn-bach",
    "technique": "arcnn",
    "title": "Bach editor",
    "genre": "bach",
    "description": (
        "Takes away and adds single notes until your melody sounds like a chorale, "
        "or harmonises it."
    ),
    "licence": "MIT",
    "tracks": [
        {"name": "Alto", "voices": [0], "pan": 48, **STRINGS},
        {"name": "Tenor", "voices": [1], "pan": 80, **STRINGS},
        {"name": "Bass", "voices": [2], "pan": 64, **STRINGS},
    ],
    "parameters": [each.as_json() for each in PARAMETERS],
    "data": [JSB],
    "expected_seconds": 1.0,
}
OWN: dict[str, Any] = {
    **CARD,
    "name": "arcnn-own",
    "title": "Own editor",
    "genre": "own",
    "description": (
        "Takes away and adds single notes until your melody sounds like the songs of its maker's "
        "own choice, or harmonises it."
    ),
    "data": [],  # the pack tells whose songs
}
CARDS = {"bach": CARD, "own": OWN}


def card_content(
    config: ArcnnConfig, seed: int, commit: str, training: dict[str, Any], genre: str = "bach"
) -> dict[str, Any]:
    """The card of the AR-CNN, all but its digest and date."""
    return {
        **CARDS[genre],
        "sizes": asdict(config),
        "figures": {},
        "seed": seed,
        "commit": commit,
        "training": training,
    }
