"""Writes what each installed model sounds like: a few seconds of what it makes of a melody of ours,
and three melodies before and after it was asked."""

from typing import Any, NamedTuple

from django.core.management.base import BaseCommand

from chartbusters.compositions.cutting import cut_bars
from chartbusters.compositions.presets import presets
from generation.catalogue import Card
from generation.engine import Request, generate
from generation.examples import Pair, write_example, write_pairs
from generation.music.song import Song
from generation.selectors import models_installed


class Bars(NamedTuple):
    """A stretch of a song, from bar 0 on."""

    first: int
    number: int


class Passage(NamedTuple):
    """What is asked of a technique, and which bars of the melody and of the result are heard."""

    melody: str
    words: str
    parameters: dict[str, Any]
    before: Bars = Bars(0, 4)
    after: Bars = Bars(0, 4)


SEED = 3
BAND = "A melody alone, then with all that the model plays to it."
SINGLE = {
    "gan": Passage("ode-to-joy", "", {}),
    "arcnn": Passage("ode-to-joy", "", {}),
    "transformer": Passage("ode-to-joy", "", {"seconds": 8}, after=Bars(15, 5)),
}
PAIRS = {
    "gan": (
        Passage("ode-to-joy", BAND, {}),
        Passage("saints", BAND, {}),
        Passage("amazing-grace", BAND, {}),
    ),
    "arcnn": (
        Passage("ode-to-joy", "A melody, then in four voices.", {"mode": "harmonise"}),
        Passage("au-clair", "A melody, then in four voices.", {"mode": "harmonise"}),
        Passage("saints", "A melody, then with notes added and taken away.", {"mode": "enhance"}),
    ),
    "transformer": (
        Passage(
            melody="ode-to-joy",
            words="How a melody ends, then how the model carries it on.",
            parameters={"mode": "extend", "seconds": 8},
            before=Bars(12, 4),
            after=Bars(14, 6),
        ),
        Passage(
            melody="korobeiniki",
            words="Eight bars, then with the fifth and the sixth filled anew.",
            parameters={"mode": "fill bars", "first_bar": 5, "last_bar": 6},
            before=Bars(0, 8),
            after=Bars(0, 8),
        ),
        Passage(
            melody="saints",
            words="A melody alone, then with a bass that the model adds.",
            parameters={"mode": "add a track", "instrument": "bass"},
            before=Bars(0, 5),
            after=Bars(0, 5),
        ),
    ),
}


class Command(BaseCommand):
    help = "Writes the examples that are heard beside each model, anew after a training."

    def handle(self, *args: Any, **options: Any) -> None:
        for card in models_installed():
            single = SINGLE.get(card.technique, SINGLE["gan"])
            made = asked(card, single).with_title(card.title)
            self._tell(write_example(card, made))
            pairs = [pair_of(card, each) for each in PAIRS.get(card.technique, ())]
            self._tell(write_pairs(card, pairs))

    def _tell(self, path: Any) -> None:
        self.stdout.write(f"{path}: {path.stat().st_size:,} bytes")


def pair_of(card: Card, passage: Passage) -> Pair:
    melody = melody_named(passage.melody)
    title = melody.title
    before = cut_bars(melody, *passage.before).with_title(title)
    return Pair(title, passage.words, before, asked(card, passage).with_title(title))


def asked(card: Card, passage: Passage) -> Song:
    """What the model answers, as far as it is heard."""
    wish = Request(
        card.technique, melody_named(passage.melody), card.name, SEED, passage.parameters
    )
    return cut_bars(generate(wish).song, *passage.after)


def melody_named(slug: str) -> Song:
    return next(each.song for each in presets() if each.slug == slug)
