"""What is put into an archive of the models of a person."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F

from chartbusters.accounts.models import User
from chartbusters.catalogue.models import Publication
from generation.models import KeptModel
from generation.trained_selectors import trained_models_of

COLUMNS = (
    *("name", "title", "description", "technique", "genre", "run", "epoch", "card", "digest"),
    *("weights_key", "weights_bytes", "visibility", "link_token", "published_at", "withdrawn_at"),
    "created_at",
)


def models_owned_told(*, person: User) -> Iterator[dict[str, Any]]:
    """Each with its whole card, and the songs by which it is heard."""
    for model in trained_models_of(owner=person).order_by("pk").iterator():
        told = {name: getattr(model, name) for name in COLUMNS if name != "run"}
        heard = model.examples.values("number", "before", "after")
        yield {**told, "run": model.run_id, "examples": list(heard)}


def requests_told(*, person: User) -> Iterator[Any]:
    """What the person asked organisers to publish, and the answers."""
    asked = Publication.objects.filter(model__owner=person).order_by("pk")
    columns = ("words", "asked_at", "answered_at", "granted", "answer")
    yield from asked.values(*columns, model_name=F("model__name")).iterator()


def kept_told(*, person: User) -> Iterator[Any]:
    """Models of others that the person keeps by their links."""
    kept = KeptModel.objects.filter(person=person).order_by("pk")
    yield from kept.values("created_at", model_name=F("model__name")).iterator()
