"""The programme of a listening test: which melodies, and everybody's music for each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from generation.catalogue import Card
from generation.engine import Request, generate
from generation.listening.bands import cards_of, label_model
from generation.listening.kinds import KINDS, Kind
from generation.listening.traits import choose_tunes
from generation.listening.tunes import Tune, read_guests, read_tunes
from generation.music.song import Song

FEWEST = 2  # makers of a melody: fewer could not be compared


class Wish(NamedTuple):
    """What is asked for. The same wish has the same programme. `guests` are tunes of other music,
    of kinds that the genre lacks."""

    genre: str
    folder: Path
    melodies: int = 10
    seed: int = 1
    bars: int = 16
    models: Sequence[str] = ()
    split: str = "valid"
    closed_circle: bool = False
    technique: str = "gan"
    guests: bool = False

    @property
    def kind(self) -> Kind:
        return KINDS[self.technique]


class Part(NamedTuple):
    """One maker's part in a melody: its music, or the model that has yet to play with this seed."""

    maker: str
    label: str
    song: Song | None = None
    card: Card | None = None
    seed: int = 0
    parameters: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Programme:
    wish: Wish
    known: Sequence[Tune]  # all that could have been chosen: bands are borrowed from them
    cards: Sequence[Card]

    @classmethod
    def of(cls, wish: Wish) -> "Programme":
        """Raises LookupError for a model that is not there, or a genre that none plays."""
        cards = cards_of(wish.kind.plays, wish.genre, wish.models)
        known = read_tunes(
            wish.genre, wish.folder, wish.split, wish.bars, closed_circle=wish.closed_circle
        )
        if wish.guests:
            known += read_guests(wish.genre, wish.folder, wish.split, wish.bars)
        return cls(wish, wish.kind.prepare(known), cards)

    @cached_property
    def tunes(self) -> list[Tune]:
        """The chosen ones."""
        return choose_tunes(self.known, self.wish.melodies, self.wish.seed)

    def parts(self, tune: Tune) -> list[Part]:
        """Of everybody who has something to say of a tune."""
        place, genre, kind = self.known.index(tune), self.wish.genre, self.wish.kind
        made = [(maker, maker.make(self.known, place, genre)) for maker in kind.rules]
        seed = self.wish.seed + self.tunes.index(tune)
        asked = ((card, seed, kind.wish(card, tune, genre)) for card in self.cards)
        return [
            *(Part(each[0].name, label_model(each[0]), None, *each) for each in asked),
            *(Part(maker.name, maker.label, song) for maker, song in made if song),
        ]


def play(part: Part, tune: Tune) -> Song:
    """A part, played now where it was not there yet."""
    if part.song is not None or part.card is None:
        return part.song or tune.given
    wish = part.card.technique, tune.given, part.card.name, part.seed, dict(part.parameters)
    return generate(Request(*wish)).song
