"""What a listening test asks of its makers: to accompany a melody, or to carry an opening on."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from generation.catalogue import Card
from generation.listening.makers import REAL, RULES, Maker, repeat_opening
from generation.listening.openings import measure_rest, open_tunes
from generation.listening.tunes import Tune


class Kind(NamedTuple):
    """`given` are the words for one and for several of what makers go by, `done` for what they do,
    `ending` for addresses. `prepare` makes of tunes what is given, `wish` what a model is asked
    beside its defaults, `plays` tells the models of a genre. `question` and `about` are for
    listeners."""

    given: str
    several: str
    done: str
    ending: str
    rules: tuple[Maker, ...]
    prepare: Callable[[Sequence[Tune]], list[Tune]]
    wish: Callable[[Card, Tune, str], dict[str, Any]]
    plays: Callable[[Card, str], bool]
    question: str
    about: str


def asks(card: Card, genre: str) -> bool:
    """Whether a model plays several genres, this one among them."""
    return any(genre in one.choices for one in card.parameters if one.name == "genre")


def name_genre(card: Card, tune: Tune, genre: str) -> dict[str, Any]:
    return {"genre": genre} if asks(card, genre) else {}


ACCOMPANY = Kind(
    "melody",
    "melodies",
    "accompanied",
    "",
    RULES,
    list,
    name_genre,
    lambda card, genre: card.technique == "gan" and (card.genre == genre or asks(card, genre)),
    "One melody, several bands. Which do you like better?",
    "Every song here is the same melody with another accompaniment. People made some of them, "
    "rules and networks others, and one may have been meant for another melody altogether.",
)
CARRY_ON = Kind(
    "opening",
    "openings",
    "carried on",
    "-carried-on",
    (REAL, Maker("again", "again: the opening, over and over", repeat_opening)),
    open_tunes,
    lambda card, tune, genre: {"seconds": measure_rest(tune)},
    lambda card, genre: card.technique == "transformer",
    "One opening, several ways to go on. Which do you like better?",
    "Every song here begins with the same bars, a quarter of it, and goes on differently. A person "
    "wrote one of them, networks and rules made the others.",
)
KINDS = {"gan": ACCOMPANY, "transformer": CARRY_ON}
