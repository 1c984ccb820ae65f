from collections.abc import Callable
from typing import Any

import pytest

from chartbusters.compositions import selectors, services
from chartbusters.compositions.models import Composition, Revision
from chartbusters.compositions.provenance import Source
from chartbusters.web.errors import Refusal
from generation.models import StoredSong
from generation.music.document import to_document
from generation.music.song import Song
from tests.generation.test_run_job import at_once

pytestmark = pytest.mark.django_db
Compositions = Callable[..., Composition]


def address(composition: Composition) -> str:
    return f"/api/v1/compositions/{composition.pk}/"


def test_its_maker_may_change_it(api: Any, alice: Any, composition_of: Compositions) -> None:
    change = {
        "title": "New Name",
        "visibility": "public",
        "licence": "cc-by",
        "process_note": "By hand.",
    }
    answer = api(alice).patch(address(composition_of(alice)), change)
    assert answer.status_code == 200
    body = answer.json()
    assert {name: body[name] for name in change} == change
    assert body["slug"] == "new-name"


def test_others_may_not(
    api: Any, alice: Any, bob: Any, charlie: Any, composition_of: Compositions
) -> None:
    made = composition_of(alice, visibility="public")
    for stranger in (api(bob), api(charlie), api()):
        assert stranger.patch(address(made), {"title": "Mine now"}).status_code in (401, 403, 404)
        assert stranger.delete(address(made)).status_code in (401, 403, 404)
        assert stranger.post(f"{address(made)}revisions/", {}).status_code in (401, 403, 404)
        assert stranger.get(f"{address(made)}revisions/").status_code in (401, 403, 404)
    made.refresh_from_db()
    assert made.title == "Mine"


def test_who_may_see_it(api: Any, alice: Any, bob: Any, composition_of: Compositions) -> None:
    made = composition_of(alice)
    seen = {}
    for visibility in ("private", "secret", "public"):
        services.composition_update(composition=made, visibility=visibility)
        seen[visibility] = [
            who.get(address(made)).status_code for who in (api(alice), api(bob), api())
        ]
    assert seen == {
        "private": [200, 404, 404],
        "secret": [200, 404, 404],
        "public": [200, 200, 200],
    }


@pytest.mark.parametrize(
    "change", [{"visibility": "open"}, {"licence": "gpl"}, {"title": ""}, {"title": None}]
)
def test_it_rejects_nonsense(
    api: Any, alice: Any, composition_of: Compositions, change: dict[str, Any]
) -> None:
    answer = api(alice).patch(address(composition_of(alice)), change)
    assert (answer.status_code, answer.json()["field"]) == (400, next(iter(change)))


def test_a_service_refuses_what_cannot_be_changed(alice: Any, composition_of: Compositions) -> None:
    with pytest.raises(Refusal):
        services.composition_update(composition=composition_of(alice), owner="bob")


def test_deleting_keeps_the_song(api: Any, alice: Any, composition_of: Compositions) -> None:
    made = composition_of(alice)
    assert api(alice).delete(address(made)).status_code == 204
    assert not Composition.objects.exists() and not Revision.objects.exists()
    assert StoredSong.objects.count() == 1
    assert api(alice).get(address(made)).status_code == 404


class TestRevisions:
    def test_they_are_only_added(
        self, api: Any, alice: Any, composition_of: Compositions, sample_song: Any
    ) -> None:
        made = composition_of(alice)
        first = made.head.song_id
        wish = {"document": to_document(sample_song(bars=6)), "origin": {"kind": "edited"}}
        answer = api(alice).post(f"{address(made)}revisions/", wish)
        assert (answer.status_code, answer.json()["number"]) == (201, 2)
        history = api(alice).get(f"{address(made)}revisions/").json()["results"]
        assert [(row["number"], row["digest"]) for row in history] == [
            (1, first),
            (2, sample_song(bars=6).digest),
        ]
        assert api(alice).get(address(made)).json()["document"] == wish["document"]

    def test_an_unchanged_song_adds_none(
        self, alice: Any, composition_of: Compositions, sample_song: Any
    ) -> None:
        made = composition_of(alice)
        assert services.revision_add(composition=made, song=sample_song()) == made.head

    def test_a_song_saved_elsewhere_is_not_covered(
        self, api: Any, alice: Any, composition_of: Compositions, sample_song: Any
    ) -> None:
        made = composition_of(alice)

        def save(bars: int, after: int) -> Any:
            wish = {"document": to_document(sample_song(bars=bars)), "after": after}
            return api(alice).post(f"{address(made)}revisions/", wish)

        assert save(6, after=1).json()["number"] == 2
        late = save(7, after=1)
        assert (late.status_code, late.json()["code"], late.json()["field"]) == (
            409,
            "changed_elsewhere",
            "after",
        )
        assert "revision 2; yours was made from 1" in late.json()["message"]
        # the very song that is there: the answer was lost, not the save
        assert save(6, after=1).status_code == 201
        assert save(7, after=2).json()["number"] == 3

    @pytest.mark.postgres
    @pytest.mark.django_db(transaction=True)
    def test_of_six_saves_after_one_revision_one_is_taken(
        self, alice: Any, composition_of: Compositions, sample_song: Any
    ) -> None:
        made = composition_of(alice)
        refused: list[str] = []

        def save(index: int) -> None:
            try:
                services.revision_add(composition=made, song=sample_song(bars=5 + index), after=1)
            except Refusal as error:
                refused.append(error.code)

        at_once(6, save)
        assert refused == ["changed_elsewhere"] * 5
        made.refresh_from_db()
        assert made.head.number == 2

    def test_an_empty_song_never_replaces_one(
        self, api: Any, alice: Any, composition_of: Compositions
    ) -> None:
        made = composition_of(alice)
        answer = api(alice).post(f"{address(made)}revisions/", {"document": to_document(Song())})
        assert (answer.status_code, answer.json()["code"]) == (400, "empty_song")
        made.refresh_from_db()
        assert made.head.number == 1

    def test_the_history_tells_how(
        self, alice: Any, composition_of: Compositions, sample_song: Any
    ) -> None:
        made = composition_of(alice, source=Source("preset"))
        services.revision_add(composition=made, song=sample_song(bars=2))
        steps = [
            (step["number"], step["origin"]) for step in selectors.lineage_of(composition=made)
        ]
        assert steps == [(1, "preset"), (2, "edited")]

    @pytest.mark.postgres
    @pytest.mark.django_db(transaction=True)
    def test_six_saves_at_once(
        self, alice: Any, composition_of: Compositions, sample_song: Any
    ) -> None:
        made = composition_of(alice)
        at_once(
            6,
            lambda index: services.revision_add(composition=made, song=sample_song(bars=5 + index)),
        )
        made.refresh_from_db()
        numbers = list(made.revisions.values_list("number", flat=True))
        assert (numbers, made.head.number) == ([1, 2, 3, 4, 5, 6, 7], 7)
