"""Helper: requests over all models, modes and seeds, and what was made of them.

`python -m tests.generation.golden` makes them anew and writes `golden.json`: after a change that is
meant to change notes, and never to quieten a test.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import cycle, islice, product
from pathlib import Path
from typing import Any, NamedTuple

from generation.catalogue import cards
from generation.engine import Request, generate
from generation.music.song import Song
from generation.techniques import TECHNIQUES
from tests.generation.continuer import band
from tests.generation.tunes import grace, jig, ode

FILE = Path(__file__).with_suffix(".json")
VERSIONS = Path(__file__).with_name("golden_versions.json")
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


class Version(NamedTuple):
    """What a version of a technique's sampler made of a model's weights for some requests, by their
    digests."""

    technique: str
    sampler_version: int
    model: str
    model_digest: str
    requests: str
    songs: str

    @property
    def asked(self) -> tuple[Any, ...]:
        """All that the songs depend on."""
        return self[:-1]


def versions_of(lines: Iterable[Golden]) -> list[Version]:
    """Today's, of each model."""
    found = []
    for card in sorted(cards(), key=lambda card: card.name):
        mine = [line for line in lines if line.model == card.name]
        said = [digest_of([line[:-1] for line in mine]), digest_of([line.digest for line in mine])]
        version = TECHNIQUES[card.technique].sampler_version
        found.append(Version(card.technique, version, card.name, card.digest, *said))
    return found


def digest_of(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def versions_kept() -> list[Version]:
    """All that there have been since they are kept."""
    return [Version(*line) for line in json.loads(VERSIONS.read_text())]


def versions_joined(before: list[Version], now: list[Version]) -> list[Version]:
    """Those before with what is new. Raises `ValueError` where a version of a sampler would mean
    other notes than it did: then it has to be counted up."""
    known = {each.asked: each for each in before}
    for each in now:
        if known.setdefault(each.asked, each).songs != each.songs:
            told = f"count up sampler_version of {each.technique}, which is {each.sampler_version}"
            raise ValueError(f"{each.model} plays other notes than it did: {told}")
    return list(known.values())


def write() -> None:
    made = [request._replace(digest=request.make().digest) for request in requests()]
    joined = versions_joined(versions_kept(), versions_of(made))
    VERSIONS.write_text("[\n" + ",\n".join(map(json.dumps, joined)) + "\n]\n")
    lines = [json.dumps(each) for each in made]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n")


if __name__ == "__main__":
    write()
