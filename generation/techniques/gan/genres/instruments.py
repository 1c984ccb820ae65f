"""What each genre's roles are played on: the tracks of a band, as the cards of the networks tell
them."""

from collections.abc import Sequence
from typing import Any

from generation.codecs.instrumentation import Part
from generation.techniques.gan.genres.roles import VOICES

BASS, LOW, MIDDLE, HIGH, PAD, COUNTER = range(len(VOICES))
COMPING = (LOW, MIDDLE, HIGH)

DRUM_KIT: dict[str, Any] = {
    "name": "Drums",
    "program": 0,
    "drums": True,
    "volume": 92,
    "level": 0.95,
}


def describe_part(
    name: str, program: int, voices: tuple[int, ...], lowest: int, highest: int, **others: Any
) -> dict[str, Any]:
    return {
        "name": name,
        "program": program,
        "voices": list(voices),
        "lowest": lowest,
        "highest": highest,
        **others,
    }


INSTRUMENTS: dict[str, list[dict[str, Any]]] = {
    "pop": [
        describe_part("Bass", 33, (BASS,), 28, 55, volume=100, level=0.95),
        describe_part("Piano", 0, COMPING, 43, 84, pan=52, level=0.75),
        describe_part("Strings", 48, (PAD,), 48, 88, pan=80, volume=70, longest=32, level=0.7),
        describe_part("Guitar", 26, (COUNTER,), 48, 88, pan=44, volume=76, level=0.7),
        DRUM_KIT,
    ],
    "rock": [
        describe_part("Bass", 33, (BASS,), 28, 55, volume=100, level=0.95),
        describe_part("Guitars", 30, COMPING, 40, 84, pan=48, volume=76, level=0.75),
        describe_part("Strings", 50, (PAD,), 48, 88, pan=80, volume=70, level=0.7),
        describe_part("Lead", 29, (COUNTER,), 48, 91, pan=72, volume=74, level=0.75),
        DRUM_KIT,
    ],
    "jazz": [
        describe_part("Bass", 32, (BASS,), 28, 55, volume=100, level=0.95),
        describe_part("Piano", 0, COMPING, 43, 84, pan=52, level=0.75),
        describe_part("Saxophones", 65, (PAD,), 49, 80, pan=80, volume=66, level=0.65),
        describe_part("Trumpet", 59, (COUNTER,), 52, 84, pan=44, volume=72, level=0.7),
        DRUM_KIT,
    ],
    "symphony": [
        describe_part("Low strings", 43, (BASS,), 28, 60, pan=84, level=0.85),
        describe_part("Strings", 48, COMPING, 40, 88, pan=56, volume=84, level=0.75),
        describe_part("Horns", 60, (PAD,), 41, 81, pan=40, volume=74, level=0.7),
        describe_part("Winds", 71, (COUNTER,), 50, 91, pan=70, volume=78, level=0.75),
    ],
    "folk": [
        describe_part("Bass", 32, (BASS,), 28, 55, volume=96, level=0.9),
        describe_part("Guitar", 25, COMPING, 40, 84, pan=52, volume=86, level=0.75),
        describe_part("Accordion", 21, (PAD,), 48, 84, pan=78, volume=66, level=0.65),
        describe_part("Fiddle", 40, (COUNTER,), 55, 91, pan=40, volume=76, level=0.75),
    ],
    "bach": [
        describe_part("Alto", 48, (HIGH,), 50, 77, pan=48, volume=84, level=0.8),
        describe_part("Tenor", 48, (MIDDLE,), 43, 71, pan=80, volume=84, level=0.8),
        describe_part("Bass", 48, (BASS,), 34, 64, pan=64, volume=84, level=0.8),
    ],
}
# What the tables of bands call the parts of each genre, in the order of their tracks.
PLAYERS = {
    "pop": {
        "bass": "bass",
        "comping": "comping",
        "pad": "pad",
        "counter": "voice",
        "drums": "drums",
    },
    "rock": {
        "bass": "bass",
        "comping": "comping",
        "pad": "pad",
        "counter": "voice",
        "drums": "drums",
    },
    "jazz": {
        "bass": "bass",
        "comping": "comping",
        "pad": "pad",
        "counter": "voice",
        "drums": "drums",
    },
    "symphony": {"bass": "bass", "comping": "comping", "pad": "pad", "counter": "voice"},
    "folk": {"bass": "bass", "comping": "comping", "pad": "pad", "counter": "voice"},
    "bach": {"alto": "voice", "tenor": "voice", "bass": "voice"},
}


def name_players(genre: str, parts: Sequence[Part]) -> dict[str, str]:
    """`PLAYERS` of those of a genre's parts that a band has."""
    rows = zip(read_parts(genre), PLAYERS[genre].items(), strict=True)
    names = {part.name for part in parts}
    return dict(row for part, row in rows if part.name in names)


def read_parts(genre: str) -> list[Part]:
    tracks = INSTRUMENTS[genre]
    return [Part.from_json(track) for track in tracks]
