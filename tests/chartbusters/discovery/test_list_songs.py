"""Listings follow their songs, and are made anew where they are missing or wrong."""

from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection

from chartbusters.compositions.models import Composition, Revision
from chartbusters.compositions.services import composition_update, revision_add
from chartbusters.discovery import matching, services
from chartbusters.discovery.facts import facts_in
from chartbusters.discovery.models import Listing
from tests.chartbusters.discovery.conftest import titles

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_it_works(alice: Any, song_of: Any, sample_song: Any) -> None:
    song = song_of(alice, "Waltz", visibility="private")
    assert not Listing.objects.exists()
    composition_update(composition=song, visibility="public")
    row = song.listing
    assert (row.listed, row.digest, row.words) == (True, song.head.song_id, " waltz alice ")
    later = revision_add(composition=song, song=sample_song(bars=8))
    row.refresh_from_db()
    assert row.digest == later.song_id and row.seconds == round(later.song.song.seconds)


def test_models_of_its_history_give_it_groups() -> None:
    jazz = {"technique": "gan", "model": "gan-jazz"}
    chorale = {"technique": "arcnn", "model": "arcnn-bach"}
    assert facts_in([{}, {"parent": jazz}])[:2] == ("jazz", ("gan",))
    assert facts_in([jazz, chorale])[:2] == ("bach", ("gan", "arcnn"))
    assert (
        facts_in([{"technique": "transformer", "model": "transformer-all"}, jazz, {}])[0] == "jazz"
    )
    assert facts_in([{}, {"technique": "of old", "model": "gone"}])[:2] == ("", ())
    assert facts_in([jazz, {"parent": jazz}, chorale]).parts == (
        ("gan-jazz", ""),
        ("arcnn-bach", ""),
    )


def test_it_is_found_by_its_groups(alice: Any, song_of: Any) -> None:
    song = song_of(alice, "Waltz")
    Revision.objects.filter(composition=song).update(
        recipe={"technique": "gan", "model": "gan-jazz"}
    )
    services.listings_rebuild()
    assert titles(genre="jazz") == titles(technique="gan", q="waltz jazz") == ["Waltz"]
    assert titles(genre="rock") == titles(technique="arcnn") == []


def test_what_was_public_before_there_were_lists_is_listed(alice: Any, song_of: Any) -> None:
    song_of(alice, "First")
    song_of(alice, "Second")
    song_of(alice, "Mine", visibility="private")
    Listing.objects.all().delete()
    assert titles() == [] and services.listings_mend() == 2
    assert titles() == ["Second", "First"] and services.listings_mend() == 0


def test_one_that_cannot_be_listed_keeps_no_other(alice: Any, song_of: Any) -> None:
    song_of(alice, "Broken")
    song_of(alice, "Whole")
    Listing.objects.all().delete()
    keep = services.listing_keep

    def broken(composition: Composition, song: Any) -> None:
        if composition.title == "Broken":
            raise ValueError("its notes cannot be read")
        keep(composition, song)

    with patch("chartbusters.discovery.services.listings.listing_keep", broken):
        assert services.listings_mend() == 1
    assert titles() == ["Whole"]


def test_a_command_makes_all_anew(
    alice: Any, song_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matching, "NEAR", 0)
    song_of(alice, "Waltz")
    Listing.objects.update(words=" other ", hearts=3)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO discovery_words(discovery_words) VALUES ('delete-all')")
    assert titles(q="waltz") == []
    told = StringIO()
    call_command("songs_list", stdout=told)
    assert titles(q="waltz") == ["Waltz"] and titles(q="other") == []
    assert told.getvalue() == "1 songs are listed; 1 numbers of hearts were wrong.\n"
