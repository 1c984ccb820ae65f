"""What the card of the Transformer says."""

from dataclasses import asdict
from typing import Any

from generation.catalogue import read_card
from generation.datasets.fake_chorales import FAKES
from generation.datasets.freedoom import FREEDOOM
from generation.datasets.groove import GROOVE
from generation.datasets.jsb import JSB
from generation.datasets.mutopia import MUTOPIA
from generation.datasets.openewld import OPENEWLD
from generation.datasets.openscore import OPENSCORE
from generation.datasets.pop909 import POP909
from generation.techniques.transformer.config import Config
from generation.techniques.transformer.parameters import PARAMETERS

DATA = [
    POP909,
    OPENSCORE,
    MUTOPIA,
    OPENEWLD,
    FREEDOOM,
    {**GROOVE, "name": "Groove MIDI Dataset, training part (all styles)"},
    JSB,
    {
        **FAKES,
        "name": "JS Fake Chorales, those of the training part that share no passage with "
        "held-out chorales",
    },
]
CARD: dict[str, Any] = {
    "name": "transformer-all",
    "technique": "transformer",
    "title": "Continuer",
    "genre": "any",
    "description": (
        "Carries your song on with all its tracks, begins it earlier, fills bars, or adds a track."
    ),
    "licence": "MIT",
    "tracks": [],
    "parameters": [each.as_json() for each in PARAMETERS],
    "data": DATA,
    "expected_seconds": 1.0,
}


def card_content(
    config: Config, seed: int, commit: str, training: dict[str, Any]
) -> dict[str, Any]:
    """The card of the Transformer, all but its digest and date."""
    return {
        **CARD,
        "sizes": asdict(config),
        "figures": {},
        "seed": seed,
        "commit": commit,
        "training": training,
    }


def beginning(start: str) -> dict[str, Any]:
    """What a card says of the model that its run began with, if it did."""
    if not start:
        return {}
    card = read_card("transformer", start)
    return {"start": {"name": card.name, "digest": card.digest, "training": card.training}}
