"""What pages and the API ask about models: which somebody may see, and what is found among them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.catalogue.models import Publication
from chartbusters.discovery.models import Part
from chartbusters.web.prepared_queries import Prepared
from generation.catalogue import Card, cards
from generation.models import TRAINED, TrainedModel, Visibility
from generation.rights import PUBLISH_MODEL, has_right
from generation.shown_elsewhere import MODELS_SHOWN, shown_elsewhere
from generation.trained_selectors import trained_models_visible

Anyone = User | AnonymousUser
MOST_ADDRESSES = 1_000
NO_SONG = UUID("00000000-0000-4000-8000-6d6f64656c73")


def person_of(user: Anyone) -> User | None:
    return user if isinstance(user, User) else None


def models_shown(*, user: Anyone) -> QuerySet[TrainedModel]:
    """Trained models whose page this viewer may open: those that they may use, those that entries
    show whose result is told, their own that are withdrawn, and to organisers who decide on that
    those that are asked to be published."""
    usable = trained_models_visible(user=person_of(user)).values("pk")
    shown = Q(pk__in=usable) | Q(shown_elsewhere(MODELS_SHOWN), withdrawn_at=None)
    if person := person_of(user):
        shown |= Q(owner=person)
        if has_right(person, PUBLISH_MODEL):
            asked = Publication.objects.filter(model=OuterRef("pk"), answered_at=None)
            shown |= Q(Exists(asked), withdrawn_at=None)
    return TrainedModel.objects.filter(shown).select_related("owner", "run")


def model_linked(*, token: str) -> TrainedModel | None:
    """The model behind a link, while that holds."""
    linked = TrainedModel.objects.filter(visibility=Visibility.LINK, link_token=token)
    return linked.filter(withdrawn_at=None).select_related("owner", "run").first()


def link_of(*, model: TrainedModel) -> str:
    """The page of a model for whoever has its link."""
    return reverse("linked-model", args=[model.link_token])


def card_installed(*, name: str) -> Card | None:
    return next((card for card in cards() if card.name == name), None)


def publications_open() -> QuerySet[Publication]:
    """What organisers have to decide, the oldest first."""
    waiting = Publication.objects.filter(answered_at=None, model__withdrawn_at=None)
    return waiting.select_related("model__owner").order_by("asked_at", "pk")


def publication_last(*, model: TrainedModel) -> Publication | None:
    """The newest request about a model, answered or not."""
    return model.publications.order_by("-pk").first()


def model_addresses() -> Iterable[str]:
    """Pages of models that everybody may see, for search engines: a bounded number."""
    yield reverse("models")
    yield from (reverse("model", args=[card.name]) for card in cards())
    published = trained_models_visible(user=None).order_by("-pk").values_list("name", flat=True)
    yield from (reverse("model", args=[name]) for name in published[:MOST_ADDRESSES])


def models_published_told() -> list[Any]:
    """All that the list of models shows to visitors of trained ones."""
    return _PUBLISHED.rows()


def _published() -> QuerySet[TrainedModel, Any]:
    seen = trained_models_visible(user=None).order_by("-pk")
    told = ("pk", "title", "description", "published_at", "owner__username", "owner__display_name")
    return seen.values_list(*told)[:100]


_PUBLISHED = Prepared(_published)


def models_told(composition: UUID) -> object:
    """What may change of the trained models that the page of a song tells of."""
    return _TOLD.tuples(composition)


def _told(composition: UUID) -> QuerySet[TrainedModel, Any]:
    names = Part.objects.filter(listing__composition=composition, model__startswith=TRAINED)
    played = TrainedModel.objects.filter(name__in=names.values("model")).order_by("pk")
    return played.values_list("name", "title", "visibility", "withdrawn_at")


_TOLD = Prepared(_told, NO_SONG)
