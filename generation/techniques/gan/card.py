"""What the card of each genre's network says: what it makes, for whom, from whose music."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generation.codecs.instrumentation import STRINGS
from generation.datasets.fake_chorales import FAKES
from generation.datasets.groove import GROOVE
from generation.datasets.jsb import JSB
from generation.datasets.pop909 import POP909
from generation.techniques.gan.config import GanConfig
from generation.techniques.gan.parameters import PARAMETERS

# by genre, as `calibrate.py` finds them for the network that is shipped
MOVES = json.loads(Path(__file__).with_name("moves.json").read_text())
CARDS: dict[str, dict[str, Any]] = {
    "bach": {
        "name": "gan-bach",
        "technique": "gan",
        "title": "Chorale",
        "genre": "bach",
        "description": "Sings alto, tenor and bass under your melody, in the manner of Bach's "
        "four-part chorales.",
        "licence": "MIT",
        "tracks": [
            {"name": "Alto", "voices": [0], "pan": 48, "lowest": 50, "highest": 77, **STRINGS},
            {"name": "Tenor", "voices": [1], "pan": 80, "lowest": 43, "highest": 71, **STRINGS},
            {"name": "Bass", "voices": [2], "pan": 64, "lowest": 34, "highest": 64, **STRINGS},
        ],
        "data": [JSB, FAKES],
        "options": {
            "bars_known": False,
            "ends_with_melody": True,
            "doubt": 0.3,
            "temperatures": [0.6, 0.35, 1.0],
            "changes": [1.0, 1.0, 1.0],
            "follow": 2.5,
            "moves": MOVES["bach"],
        },
        "expected_seconds": 2.0,
    },
    "pop": {
        "name": "gan-pop",
        "technique": "gan",
        "title": "Pop band",
        "genre": "pop",
        "description": "Puts a band behind your melody: bass, piano, strings and drums.",
        "licence": "MIT",
        "tracks": [
            {
                "name": "Bass",
                "program": 33,
                "voices": [0],
                "lowest": 28,
                "highest": 55,
                "volume": 100,
                "level": 0.95,
            },
            {
                "name": "Piano",
                "program": 0,
                "voices": [1, 2, 3],
                "pan": 52,
                "lowest": 43,
                "highest": 84,
                "level": 0.75,
            },
            {
                "name": "Strings",
                "program": 48,
                "voices": [4],
                "pan": 80,
                "lowest": 48,
                "highest": 88,
                "volume": 70,
                "longest": 32,
                "level": 0.7,
            },
            {"name": "Drums", "program": 0, "drums": True, "volume": 92, "level": 0.95},
        ],
        "data": [POP909, GROOVE],
        "options": {
            "bars_known": True,
            "ends_with_melody": False,
            "doubt": 0.0,
            "temperatures": [0.25, 0.7, 1.4],
            "changes": [1.9, 1.8, 1.85, 1.85, 1.35],
            "leanings": {
                "rests": [0.0, -0.35, -0.35, -0.35, 0.0],
                "above": [0.0, -0.6, -0.6, -0.6, -0.5],
                "together": [0.2, 0.35, 0.35, 0.35, 0.35],
            },
            "luck": {
                "bars": 0.9,
                "phrases": 1.0,
                "drum_bars": 0.9,
                "drum_phrases": 0.8,
                "pitches": 1.0,
                "chords": 0.8,
                "forms": True,
            },
            "moves": MOVES["pop"],
        },
        "expected_seconds": 2.0,
    },
}

# What is learnt from anybody's songs plays as the pop band does, and is calibrated to nobody.
CARDS["own"] = {
    **CARDS["pop"],
    "name": "gan-own",
    "title": "Own band",
    "genre": "own",
    "description": "Puts a band behind your melody that has learnt from its maker's own choice of "
    "songs: bass, piano, strings and drums.",
    "data": [],  # the pack tells whose songs
    "options": {
        "bars_known": True,
        "ends_with_melody": False,
        "doubt": 0.0,
        "temperatures": [0.6, 0.7, 1.0],
        "luck": CARDS["pop"]["options"]["luck"],
    },
}


def card_content(
    genre: str, config: GanConfig, seed: int, commit: str, training: dict[str, Any]
) -> dict[str, Any]:
    """The card of a genre's network, all but its name, digest and date."""
    known = {
        **CARDS[genre],
        "sizes": asdict(config),
        "parameters": [each.as_json() for each in PARAMETERS],
        "figures": {},
    }
    return {**known, "seed": seed, "commit": commit, "training": training}
