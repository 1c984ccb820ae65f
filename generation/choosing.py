"""The models that somebody may choose among: the installed ones, and those of people that this one
may use."""

from collections.abc import Sequence
from typing import NamedTuple, overload

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from generation import selectors
from generation.catalogue import Card
from generation.examples import has_example
from generation.models import TrainedModel, TrainedModelExample, Visibility
from generation.trained_selectors import trained_models_visible
from generation.trained_weights import card_of

MOST = 200  # trained ones; the others are found among all models


class Choice(NamedTuple):
    """One model: its card, its row where somebody has trained it, and whether it can be heard
    before it is asked."""

    card: Card
    model: TrainedModel | None = None
    example: bool = False


class Choices(Sequence[Choice]):
    """All of them in order. The cards of trained ones, some kilobytes each, are read for the part
    that is asked for."""

    def __init__(self, user: AbstractBaseUser | None) -> None:
        self.installed = selectors.models_installed()
        self.keys = list(_keys(user))

    def __len__(self) -> int:
        return len(self.installed) + len(self.keys)

    @overload
    def __getitem__(self, at: int) -> Choice: ...
    @overload
    def __getitem__(self, at: slice) -> list[Choice]: ...
    def __getitem__(self, at: int | slice) -> Choice | list[Choice]:
        if isinstance(at, int):
            return self[at : at + 1][0]
        places: list[Card | int] = [*self.installed, *self.keys]
        chosen = places[at]
        rows = _rows([each for each in chosen if isinstance(each, int)])
        found = (_choice(each, rows) for each in chosen)
        return [choice for choice in found if choice]  # one may have gone meanwhile


def _choice(each: Card | int, rows: dict[int, Choice]) -> Choice | None:
    return rows.get(each) if isinstance(each, int) else Choice(each, example=has_example(each))


def _keys(user: AbstractBaseUser | None) -> QuerySet[TrainedModel, int]:
    """One's own first, then those kept by a link, then the published ones; the newest first."""
    whose = Case(
        When(owner_id=user.pk if user and user.pk else None, then=Value(0)),
        When(visibility=Visibility.LINK, then=Value(1)),
        default=Value(2),
    )
    seen = trained_models_visible(user=user).annotate(whose=whose)
    return seen.order_by("whose", "-created_at", "-pk").values_list("pk", flat=True)[:MOST]


def _rows(keys: list[int]) -> dict[int, Choice]:
    if not keys:
        return {}
    heard = Exists(TrainedModelExample.objects.filter(model=OuterRef("pk")))
    rows = TrainedModel.objects.filter(pk__in=keys).select_related("owner").annotate(heard=heard)
    return {row.pk: Choice(card_of(row), row, row.heard) for row in rows}
