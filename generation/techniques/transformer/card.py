"""What the card of the Transformer says."""

from dataclasses import asdict
from typing import Any

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
OWN: dict[str, Any] = {
    **CARD,
    "name": "transformer-own",
    "title": "Own continuer",
    "genre": "own",
    "description": (
        "Carries your song on in the manner of the songs of its maker's own choice, begins it "
        "earlier, fills bars, or adds a track."
    ),
    "data": [],  # the pack tells whose songs
}
CARDS = {"any": CARD, "own": OWN}
# Of what has learnt from one kind of music alone: what it is called; the pack tells whose it is.
KINDS = {
    "bach": "chorales",
    "pop": "pop songs",
    "songs": "songs with piano",
    "quartets": "string quartets",
    "symphony": "orchestral music",
    "leadsheets": "lead sheets",
    "rock": "rock music",
    "drums": "drums",
}


def describe_kind(genre: str) -> dict[str, Any]:
    """The words of a card for a genre."""
    if genre in CARDS:
        return CARDS[genre]
    return {
        **CARD,
        "name": f"transformer-{genre}",
        "title": f"Continuer of {KINDS[genre]}",
        "genre": genre,
        "description": f"Carries your song on in the manner of {KINDS[genre]}, begins it earlier, "
        "fills bars, or adds a track.",
        "data": [],
    }


def card_content(
    config: Config, seed: int, commit: str, training: dict[str, Any], genre: str = "any"
) -> dict[str, Any]:
    """The card of the Transformer, all but its digest and date."""
    return {
        **describe_kind(genre),
        "sizes": asdict(config),
        "figures": {},
        "seed": seed,
        "commit": commit,
        "training": training,
    }
