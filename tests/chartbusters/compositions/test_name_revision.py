"""Revisions are given names by their maker, and what has a name is never let go."""

from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.compositions.models import Composition
from chartbusters.compositions.services import revision_add
from generation.music.document import from_document
from generation.music.song import Song

pytestmark = pytest.mark.django_db
Compositions = Callable[..., Composition]


def address(composition: Composition, number: int) -> str:
    return f"/api/v1/compositions/{composition.pk}/revisions/{number}/"


def test_it_works(
    api: Any, alice: Any, composition_of: Compositions, sample_song: Callable[..., Song]
) -> None:
    song = composition_of(alice)
    revision_add(composition=song, song=sample_song(bars=6))
    named = api(alice).patch(address(song, 1), {"name": " The short one "})
    assert (named.status_code, named.json()["name"]) == (200, "The short one")
    listed = api(alice).get(f"/api/v1/compositions/{song.pk}/revisions/").json()["results"]
    assert [(row["number"], row["name"]) for row in listed] == [(1, "The short one"), (2, "")]
    whole = api(alice).get(address(song, 1)).json()
    assert from_document(whole["document"]) == sample_song()


def test_it_is_its_makers_alone(
    api: Any, alice: Any, bob: Any, charlie: Any, staff: Any, composition_of: Compositions
) -> None:
    song = composition_of(alice, visibility="public")
    for other in (bob, charlie, staff):
        assert api(other).get(address(song, 1)).status_code == 404
        assert api(other).patch(address(song, 1), {"name": "Theirs"}).status_code == 404
    assert api().get(address(song, 1)).status_code in (401, 403)
    assert api().patch(address(song, 1), {"name": "Theirs"}).status_code in (401, 403)
    assert song.revisions.get().name == ""


def test_it_rejects(api: Any, alice: Any, composition_of: Compositions) -> None:
    song = composition_of(alice)
    assert api(alice).patch(address(song, 1), {"name": "x" * 61}).json()["field"] == "name"
    assert api(alice).patch(address(song, 1), {}).status_code == 400
    for number in (2, 10**30):
        assert api(alice).get(address(song, number)).status_code == 404
