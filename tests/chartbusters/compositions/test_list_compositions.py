from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.compositions import selectors, services
from chartbusters.compositions.models import Composition
from chartbusters.compositions.presets import presets
from generation.music.document import from_document

pytestmark = pytest.mark.django_db
Compositions = Callable[..., Composition]


def test_mine_are_listed_newest_first(
    api: Any, alice: Any, bob: Any, composition_of: Compositions
) -> None:
    for title in ("One", "Two"):
        composition_of(alice, title)
    composition_of(bob, "His", visibility="public")
    listed = api(alice).get("/api/v1/compositions/").json()["results"]
    assert [row["title"] for row in listed] == ["Two", "One"]
    assert "document" not in listed[0]


def test_it_requires_sign_in(api: Any) -> None:
    assert api().get("/api/v1/compositions/").status_code in (401, 403)


def test_it_asks_the_same_questions_for_more_songs(
    api: Any, alice: Any, composition_of: Compositions, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        composition_of(alice, f"Song {number}")
    signed_in = api(alice)
    with django_assert_max_num_queries(3):
        assert len(signed_in.get("/api/v1/compositions/").json()["results"]) == 12


def test_the_address_of_a_song(alice: Any, bob: Any, composition_of: Compositions) -> None:
    made = composition_of(alice, "Tune")
    assert selectors.composition_at(username="alice", slug="tune", user=alice) == made
    assert selectors.composition_at(username="alice", slug="tune", user=bob) is None
    services.composition_update(composition=made, visibility="public")
    assert selectors.composition_at(username="Alice", slug="tune", user=bob) == made


def test_presets_are_songs(api: Any) -> None:
    listed = api().get("/api/v1/presets/").json()["results"]
    assert [row["slug"] for row in listed] == [preset.slug for preset in presets()]
    for row, preset in zip(listed, presets(), strict=True):
        assert from_document(row["document"]) == preset.song
        assert row["title"] and row["composer"] and row["bars"] > 0
