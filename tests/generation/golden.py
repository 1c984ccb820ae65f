"""Helper: requests over all models, modes and seeds, and what was made of them.

`python -m tests.generation.golden` makes them anew and writes `golden.json`: after a change that is
meant to change notes, and never to quieten a test.
"""

import json
from collections.abc import Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any, NamedTuple

from generation.catalogue import cards
from generation.engine import Request, generate
from generation.music.song import Song
from tests.generation.continuer import band
from tests.generation.tunes import grace, jig, ode

FILE = Path(__file__).with_suffix(".json")
SONGS = {"ode": ode, "grace": grace, "jig": jig, "band": band}
Wish = dict[str, Any]
GAN: list[Wish] = [
    {},
    {"creativity": 1.5, "busyness": 1.0},
    {"creativity": 0.5, "busyness": 0.0},
    {"refine": 0},
]
BAND: list[Wish] = [
    {},
    {"creativity": 1.5, "surprise": 1.2, "busyness": 1.0, "refine": 3},
    {"bass": "busy", "comp": "off", "busyness": 0.0},
    {"keep": True, "refine": 0, "ending": "close"},
]
ARCNN: list[Wish] = [
    {},
    {"mode": "harmonise"},
    {"creative_risk": 6.0, "iterations": 30},
    {"mode": "harmonise", "creative_risk": 3.0},
    {"maximum_removed": 0, "maximum_added": 20},
    {"first_bar": 2, "last_bar": 3, "locked": [[960, 64]]},
]
TRANSFORMER: list[Wish] = [
    {"seconds": 10},
    {"mode": "extend the start", "seconds": 8},
    {"mode": "fill bars", "first_bar": 2, "last_bar": 3},
    {"mode": "add a track", "instrument": "cello"},
    {"mode": "add a track", "instrument": "drums", "genre": "rock"},
    {"seconds": 8, "temperature": 1.4, "top_p": 1.0, "recall": False},
    {"seconds": 8, "temperature": 0.6, "top_k": 20, "genre": "bach", "ending": False},
    {"seconds": 6, "candidates": 2, "variety": 1.0, "solo": True},
]
# Technique, or network of several models: (what is wished for, songs, requests to each model).
ASKED: dict[str, tuple[list[Wish], tuple[str, ...], int]] = {
    "gan": (GAN, ("ode", "grace", "jig"), 12),
    "gan-bands": (BAND, ("ode", "band", "jig"), 4),
    "arcnn": (ARCNN, ("ode", "grace", "jig"), 16),
    "transformer": (TRANSFORMER, ("band", "ode", "jig"), 20),
}


class Golden(NamedTuple):
    """A request, and the digest of the song that it makes."""

    model: str
    song: str
    seed: int
    parameters: Wish
    digest: str = ""

    @property
    def name(self) -> str:
        """What pytest calls it."""
        return f"{self.model} {self.song} {self.seed}"

    def make(self) -> Song:
        """What is made now."""
        technique = next(card.technique for card in cards() if card.name == self.model)
        return generate(
            Request(technique, SONGS[self.song](), self.model, self.seed, self.parameters)
        ).song


def requests() -> Iterator[Golden]:
    """Without digests."""
    for card in sorted(cards(), key=lambda card: card.name):
        wishes, songs, count = ASKED[card.network or card.technique]
        for number, (song, wish) in enumerate(islice(cycle(product(songs, wishes)), count)):
            yield Golden(card.name, song, 2**62 + number if number % 5 == 4 else number, wish)


def kept() -> list[Golden]:
    """With the digests of `golden.json`."""
    return [Golden(*line) for line in json.loads(FILE.read_text())]


def write() -> None:
    lines = [json.dumps(request._replace(digest=request.make().digest)) for request in requests()]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    write()
