"""What the card of the AR-CNN says, and its weights for serving."""

from dataclasses import asdict
from typing import Any

from safetensors.torch import save

from generation.networks.arcnn import Arcnn, Sizes
from generation.training.cards import MELODY_TRACK
from generation.training.credits import FAKES, JSB, STRINGS

PARAMETERS = [
    {
        "name": "mode",
        "label": "What to do",
        "kind": "choice",
        "default": "enhance",
        "choices": ["enhance", "harmonise"],
        "help": "Enhance rewrites the track note by note. Harmonise leaves it and adds alto, tenor and bass.",
    },
    {
        "name": "creative_risk",
        "label": "Creative risk",
        "kind": "float",
        "minimum": 0.5,
        "maximum": 6.0,
        "step": 0.1,
        "default": 1.0,
        "help": "Low: only edits that the model is sure of. High: unlikely ones too.",
    },
    {
        "name": "maximum_removed",
        "label": "Maximum input notes to remove, %",
        "kind": "int",
        "minimum": 0,
        "maximum": 100,
        "step": 1,
        "default": 100,
        "help": "How many of your notes may be missing at the end. At 0 every one stays. Not for Harmonise.",
    },
    {
        "name": "maximum_added",
        "label": "Maximum notes to add",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 100,
        "help": "How many new notes there may be at the end. Not for Harmonise.",
    },
    {
        "name": "iterations",
        "label": "Sampling iterations",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 100,
        "help": "The most single edits that are made. For Harmonise: four are one pass over the voices.",
    },
    {
        "name": "first_bar",
        "label": "From bar",
        "kind": "int",
        "minimum": 1,
        "maximum": 1000,
        "step": 1,
        "default": 1,
        "help": "Notes before this bar stay as they are.",
    },
    {
        "name": "last_bar",
        "label": "To bar",
        "kind": "int",
        "minimum": 0,
        "maximum": 1000,
        "step": 1,
        "default": 0,
        "help": "Notes after this bar stay as they are. 0 means to the end.",
    },
    {
        "name": "locked",
        "label": "Locked notes",
        "kind": "notes",
        "maximum": 5000,
        "default": [],
        "help": "Notes of the track that are never taken away. Not for Harmonise.",
    },
    {**MELODY_TRACK, "help": "The track to work on, counted from 0. At -1 the one that looks most like a melody."},
]

CARD: dict[str, Any] = {
    "name": "arcnn-bach",
    "technique": "arcnn",
    "title": "Bach editor",
    "genre": "bach",
    "description": "Takes away and adds single notes until your melody sounds like a chorale, or harmonises it.",
    "licence": "MIT",
    "tracks": [
        {"name": "Alto", "voices": [0], "pan": 48, **STRINGS},
        {"name": "Tenor", "voices": [1], "pan": 80, **STRINGS},
        {"name": "Bass", "voices": [2], "pan": 64, **STRINGS},
    ],
    "parameters": PARAMETERS,
    "data": [JSB, FAKES],
    "expected_seconds": 1.0,
}


def card_content(sizes: Sizes, seed: int, commit: str, training: dict[str, Any]) -> dict[str, Any]:
    """The card of the AR-CNN, all but its digest and date."""
    return {**CARD, "sizes": asdict(sizes), "figures": {}, "seed": seed, "commit": commit, "training": training}


def weights_of(network: Arcnn) -> bytes:
    """Safetensors in half precision: half the size, and the difference is far below what is drawn by chance."""
    return save({name: tensor.half().contiguous() for name, tensor in network.state_dict().items()})
