"""What somebody looks for among all models, and what is found."""

from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict

from chartbusters.catalogue.places import Shown, shown_of
from chartbusters.catalogue.selectors import Anyone, models_shown, person_of
from chartbusters.web.errors import Refusal
from generation.catalogue import Card
from generation.models import TrainedModel, TrainedModelExample, Visibility
from generation.selectors import models_installed
from generation.techniques import TECHNIQUES

SIZE = 24  # trained models of a page
MOST_TYPED = 80
WHOSE = {
    "": "All",
    "shipped": "Come with the site",
    "published": "Published by people",
    "mine": "Yours",
}


class Wish(NamedTuple):
    """As an address says it."""

    q: str = ""
    technique: str = ""
    genre: str = ""
    whose: str = ""

    @property
    def narrows(self) -> bool:
        return any(self)

    def query(self, **other: str) -> str:
        """The address of the same wish, but for what is `other`."""
        told = QueryDict(mutable=True)
        told.update({name: value for name, value in {**self._asdict(), **other}.items() if value})
        return told.urlencode()


class Found(NamedTuple):
    models: list[Shown]
    more: int = 0  # the key before which the next page begins


def wish_read(told: QueryDict) -> Wish:
    """Raises `Refusal` for what nobody could look for."""
    wish = Wish(*(told.get(name, "").strip() for name in Wish._fields))
    if len(wish.q) > MOST_TYPED:
        message = f"Look for {MOST_TYPED} characters at most."
        raise Refusal("too_long", message, field="q")
    for field, value, known in (
        ("technique", wish.technique, ["", *TECHNIQUES]),
        ("genre", wish.genre, ["", *genres_known()]),
        ("whose", wish.whose, list(WHOSE)),
    ):
        if value not in known:
            raise Refusal("invalid", f"There is no {field} of this name.", field=field)
    return wish


def genres_known() -> list[str]:
    """What models are trained on, here or before they came."""
    trainings = chain.from_iterable(each.trainings for each in TECHNIQUES.values())
    told = {each.genre for each in trainings} | {card.genre for card in models_installed()}
    return sorted(told)


def models_found(*, wish: Wish, user: Anyone, before: int = 0) -> Found:
    """Installed ones first, on the first page; then one's own, then what others have trained, the
    newest first."""
    installed = [] if before or wish.whose in ("mine", "published") else _installed(wish)
    rows = list(_trained(wish, user, before)[: SIZE + 1])
    more = rows[SIZE - 1].pk if len(rows) > SIZE else 0
    return Found([*installed, *map(shown_of, rows[:SIZE])], more)


def _installed(wish: Wish) -> list[Shown]:
    return [Shown(card) for card in models_installed() if _fits(card, wish)]


def _fits(card: Card, wish: Wish) -> bool:
    told = f"{card.name} {card.title} {card.genre} {card.description}".casefold()
    return (
        wish.technique in ("", card.technique)
        and wish.genre in ("", card.genre)
        and all(word in told for word in wish.q.casefold().split())
    )


def _trained(wish: Wish, user: Anyone, before: int) -> QuerySet[TrainedModel]:
    if wish.whose == "shipped":
        return TrainedModel.objects.none()
    rows = models_shown(user=user)
    person = person_of(user)
    if wish.whose == "mine":
        rows = rows.filter(owner=person) if person else rows.none()
    else:
        rows = rows.filter(withdrawn_at=None)
    if wish.whose == "published":
        rows = rows.filter(visibility=Visibility.PUBLISHED)
    for name in ("technique", "genre"):
        if value := getattr(wish, name):
            rows = rows.filter(**{name: value})
    for word in wish.q.split():
        said = Q(title__icontains=word) | Q(description__icontains=word) | Q(name__icontains=word)
        rows = rows.filter(said | Q(owner__username__icontains=word))
    rows = rows.filter(pk__lt=before) if before else rows
    heard = Exists(TrainedModelExample.objects.filter(model=OuterRef("pk")))
    return rows.annotate(heard=heard).order_by("-pk")


def told_of(found: Found, user: Anyone) -> list[dict[str, Any]]:
    """The cards of a list."""
    return [_card(shown, user) for shown in found.models]


def _card(shown: Shown, user: Anyone) -> dict[str, Any]:
    row = shown.row
    return {
        "shown": shown,
        "card": shown.card,
        "heard": bool(shown.pairs) if row is None else row.heard,  # type: ignore[attr-defined]
        "mine": row is not None and row.owner_id == user.pk,
    }
