"""The models of a listening test, and their instruments, on which others are heard too."""

from collections.abc import Callable, Sequence

from generation.catalogue import Card, cards
from generation.codecs.instrumentation import Part
from generation.techniques.gan.genres.instruments import read_parts

GAN = "gan"


def cards_of(plays: Callable[[Card, str], bool], genre: str, named: Sequence[str]) -> list[Card]:
    """The installed models that play a genre, and others by their names. Raises LookupError."""
    known = {card.name: card for card in cards()}
    if unknown := [name for name in named if name not in known]:
        raise LookupError(f"No model is called {', '.join(unknown)}: {', '.join(known)}.")
    own = [card for card in known.values() if plays(card, genre)]
    return list(dict.fromkeys([*own, *(known[name] for name in named)]))


def parts_of(genre: str) -> list[Part]:
    """The instruments of the GAN of a genre, on which others are heard as well: nobody is to be
    known by a sound. Where there is none yet, those that it would have."""
    own = [card for card in cards() if (card.technique, card.genre) == (GAN, genre)]
    if not own:
        return read_parts(genre)
    return [Part.from_json(track) for track in own[0].tracks]


def label_model(card: Card) -> str:
    return f"{card.name}: {card.title}, a model of this site"
