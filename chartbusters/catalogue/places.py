"""A model, installed or trained, and the address that its page and its parts share."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from chartbusters.catalogue import selectors
from chartbusters.compositions.cutting import cut_seconds
from chartbusters.web.errors import Refusal
from generation.catalogue import Card
from generation.examples import Pair, read_pairs
from generation.models import TrainedModel, Visibility
from generation.music.song import Song
from generation.techniques import TECHNIQUES
from generation.trained_weights import card_of

NOTHING = (
    "There is no model here that you may see. It may be somebody's own, or withdrawn; links to "
    "models that are not published end when they are replaced."
)
HEARD_SECONDS = 3.0  # on the card of a list
TRAINED_WORDS = "A melody it had not learnt from, then with what it plays to it."
OURS = "Chartbusters"


@dataclass(frozen=True, eq=False)
class Shown:
    """`row` is that of a trained model; `token` that of the link by which it was opened."""

    card: Card
    row: TrainedModel | None = None
    token: str = ""

    @property
    def address(self) -> str:
        if self.token:
            return reverse("linked-model", args=[self.token])
        return reverse("model", args=[self.card.name])

    @property
    def maker(self) -> str:
        if self.row is None:
            return OURS
        return self.row.owner.shown_name if self.row.owner else "somebody who has left"

    @property
    def description(self) -> str:
        return self.row.description if self.row else self.card.description

    @property
    def technique(self) -> str:
        known = TECHNIQUES.get(self.card.technique)
        return known.title if known else self.card.technique

    @property
    def for_all(self) -> bool:
        """Whether everybody may see it."""
        return self.row is None or (
            self.row.visibility == Visibility.PUBLISHED and self.row.withdrawn_at is None
        )

    @property
    def bytes(self) -> int:
        return self.row.weights_bytes if self.row else self.card.weights.stat().st_size

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """What it makes of melodies, to be heard."""
        if self.row is None:
            return read_pairs(self.card)
        examples = self.row.examples.select_related("before", "after").order_by("number")
        return tuple(
            Pair(f"Melody {place}", TRAINED_WORDS, each.before.song, each.after.song)
            for place, each in enumerate(examples, 1)
        )

    @property
    def sound(self) -> Song | None:
        """A few seconds of it."""
        if not self.pairs:
            return None
        return cut_seconds(self.pairs[0].after, HEARD_SECONDS).with_title(self.card.title)


def shown_of(row: TrainedModel, token: str = "") -> Shown:
    return Shown(card_of(row), row, token)


def place_by_name(request: HttpRequest, name: str) -> Shown:
    """Raises `Refusal` (404)."""
    if card := selectors.card_installed(name=name):
        return Shown(card)
    row = selectors.models_shown(user=request.user).filter(name=name).first()
    if row is None:
        raise Refusal("not_found", NOTHING, 404)
    return shown_of(row)


def place_by_link(request: HttpRequest, token: str) -> Shown:
    """Raises `Refusal` (404)."""
    row = selectors.model_linked(token=token)
    if row is None:
        raise Refusal("not_found", NOTHING, 404)
    return shown_of(row, token)
