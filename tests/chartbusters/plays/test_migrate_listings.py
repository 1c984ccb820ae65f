"""A site with songs and hearts gets plays: what the database keeps by itself is as it was."""

from collections.abc import Callable

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "SELECT rowid FROM discovery_words WHERE discovery_words MATCH 'waltz'"


def found() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(WORDS)
        return [row[0] for row in cursor.fetchall()]


def listing_in(apps: Apps) -> int:
    person = apps.get_model("accounts", "User").objects.create(username="alice")
    song = apps.get_model("compositions", "Composition").objects.create(
        owner=person, title="Waltz", slug="waltz"
    )
    listing = apps.get_model("discovery", "Listing").objects.create(
        composition=song, listed=True, words=" waltz ", digest="d"
    )
    apps.get_model("discovery", "Heart").objects.create(listing=listing, person=person)
    return int(listing.pk)


def test_it_works(migrated_to: Callable[[str, str], Apps]) -> None:
    key = listing_in(migrated_to("discovery", "0002_indexed"))
    assert found() == [key]
    apps = migrated_to("plays", "0002_counted")
    listing = apps.get_model("discovery", "Listing").objects.get()
    assert (listing.hearts, listing.plays, found()) == (1, 0, [key])
    apps.get_model("discovery", "Heart").objects.all().delete()
    day = apps.get_model("plays", "PlayDay").objects.create(
        listing=listing, day="2026-11-01", source=1, plays=4
    )
    listing.refresh_from_db()
    assert (listing.hearts, listing.plays) == (0, 4)
    listing.words = " polka "
    listing.save(update_fields=["words"])
    day.delete()
    listing.refresh_from_db()
    assert (found(), listing.plays) == ([], 0)


def test_it_goes_back(migrated_to: Callable[[str, str], Apps]) -> None:
    key = listing_in(migrated_to("plays", "0002_counted"))
    migrated_to("plays", "0001_plays")
    MigrationExecutor(connection).migrate([("plays", None), ("discovery", "0002_indexed")])
    assert found() == [key]
