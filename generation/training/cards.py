"""From a training run to an installed model: weights for serving, and the card beside them."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from generation.whole import write_whole

MELODY_TRACK = {
    "name": "melody_track",
    "label": "Melody track",
    "kind": "int",
    "minimum": -1,
    "maximum": 63,
    "step": 1,
    "default": -1,
    "help": (
        "The track to accompany, counted from 0. At -1 the track that looks most like a "
        "melody is taken."
    ),
}
PARAMETERS = [
    {
        "name": "creativity",
        "label": "Creativity",
        "kind": "float",
        "minimum": 0.5,
        "maximum": 1.5,
        "step": 0.05,
        "default": 0.9,
        "help": "Low: the most usual notes. High: more surprises, and more of them wrong.",
    },
    {
        "name": "busyness",
        "label": "Busyness",
        "kind": "float",
        "minimum": 0.0,
        "maximum": 1.0,
        "step": 0.05,
        "default": 0.5,
        "help": "How many notes the band plays: 0 is calm, 1 is busy.",
    },
    {
        "name": "refine",
        "label": "Rehearsals",
        "kind": "int",
        "minimum": 0,
        "maximum": 8,
        "step": 1,
        "default": 8,
        "help": "How often the band goes over what it doubts. 0 is the first draft as it comes.",
    },
    MELODY_TRACK,
]


def install(folder: Path, name: str, weights: bytes, card: dict[str, Any]) -> None:
    """Writes `<name>.safetensors` and `<name>.json`; the digest ties them together."""
    digest = hashlib.sha256(weights).hexdigest()
    created = dt.datetime.now(dt.UTC).date().isoformat()  # noqa: TID251 - no deadline, only a date on a card
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.safetensors", weights)
    content = {"name": name, **card, "digest": digest, "created": created}
    write_whole(
        folder / f"{name}.json", (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()
    )
