"""A site with songs gets the index of the models in them, told from their recipes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps.registry import Apps

pytestmark = pytest.mark.django_db(transaction=True)
PLAYED = {"technique": "gan", "model": "gan-pop", "model_digest": "d1"}
RECIPES: list[dict[str, Any]] = [{}, PLAYED, {"parent": PLAYED}, {"model": "old"}, {"model": 7}]


def song_in(apps: Apps, name: str, *, listed: bool) -> int:
    person, _ = apps.get_model("accounts", "User").objects.get_or_create(username="alice")
    stored, _ = apps.get_model("generation", "StoredSong").objects.get_or_create(
        digest="d", packed=b"x"
    )
    song = apps.get_model("compositions", "Composition").objects.create(
        owner=person, title=name, slug=name
    )
    revision = apps.get_model("compositions", "Revision")
    for number, recipe in enumerate(RECIPES, 1):
        revision.objects.create(
            composition=song, number=number, song=stored, origin="edited", recipe=recipe
        )
    listing = apps.get_model("discovery", "Listing").objects.create(
        composition=song, listed=listed, digest="d"
    )
    return int(listing.pk)


def test_it_works(migrated_to: Callable[[str, str], Apps]) -> None:
    before = migrated_to("discovery", "0004_parts")
    key = song_in(before, "waltz", listed=True)
    song_in(before, "private", listed=False)
    apps = migrated_to("discovery", "0005_parts_of_before")
    parts = apps.get_model("discovery", "Part").objects.order_by("model")
    assert list(parts.values_list("listing", "model", "digest")) == [
        (key, "gan-pop", "d1"),
        (key, "old", ""),
    ]
