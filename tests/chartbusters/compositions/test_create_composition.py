from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from chartbusters.compositions import services
from chartbusters.compositions.models import Composition, Rendering
from generation.models import GenerationJob
from generation.music.document import from_document, to_document
from generation.music.song import ChordSign, Song
from generation.ownership import KEY
from tests.generation.test_run_job import at_once

pytestmark = pytest.mark.django_db
COMPOSITIONS = "/api/v1/compositions/"


@pytest.fixture
def wish(sample_song: Callable[..., Song]) -> dict[str, Any]:
    return {
        "title": "Évening Walk",
        "document": to_document(sample_song()),
        "origin": {"kind": "recorded"},
    }


def test_it_works(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any], sample_song: Any
) -> None:
    answer = api(alice).post(COMPOSITIONS, wish)
    assert answer.status_code == 201
    body = answer.json()
    assert (body["title"], body["slug"], body["url"]) == (
        "Évening Walk",
        "evening-walk",
        "/@alice/evening-walk/",
    )
    assert (body["visibility"], body["head"]["number"], body["head"]["kind"]) == (
        "private",
        1,
        "recorded",
    )
    assert body["head"]["digest"] == sample_song().digest
    assert body["document"] == wish["document"]
    assert api(alice).get(f"{COMPOSITIONS}{body['id']}/").json() == body


def test_it_requires_sign_in(api: Callable[..., Any], wish: dict[str, Any]) -> None:
    answer = api().post(COMPOSITIONS, wish)
    assert answer.status_code in (401, 403)
    assert answer.json()["code"] == "not_authenticated"
    assert not Composition.objects.exists()


def test_it_rejects_an_empty_song(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any]
) -> None:
    answer = api(alice).post(COMPOSITIONS, {**wish, "document": to_document(Song())})
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        400,
        "empty_song",
        "document",
    )


def test_it_names_the_first_bad_note(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any]
) -> None:
    wish["document"]["tracks"][0]["notes"][3] = [0, 200, 1, 1]
    answer = api(alice).post(COMPOSITIONS, wish)
    assert (answer.status_code, answer.json()["field"]) == (400, "tracks[0].notes[3]")


@pytest.mark.parametrize("title", ["", "   ", None, "x" * 201, ["a"]])
def test_it_rejects_a_title_that_is_none(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any], title: object
) -> None:
    assert api(alice).post(COMPOSITIONS, {**wish, "title": title}).status_code == 400


def test_it_gives_each_title_an_address(
    api: Callable[..., Any], alice: Any, bob: Any, wish: dict[str, Any]
) -> None:
    slugs = [api(alice).post(COMPOSITIONS, wish).json()["slug"] for _ in range(3)]
    assert slugs == ["evening-walk", "evening-walk-2", "evening-walk-3"]
    assert api(bob).post(COMPOSITIONS, wish).json()["slug"] == "evening-walk"
    assert api(alice).post(COMPOSITIONS, {**wish, "title": "夜曲"}).json()["slug"] == "song"


def test_it_keeps_a_title_as_it_is_written(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any]
) -> None:
    title = "<script>alert(1)</script> & 'x'"
    assert api(alice).post(COMPOSITIONS, {**wish, "title": title}).json()["title"] == title


class TestOrigin:
    def save(self, api: Any, song: Song, job: GenerationJob | None) -> dict[str, Any]:
        origin = {"kind": "generated", "job": str(job.pk) if job else None}
        answer = api.post(
            COMPOSITIONS, {"title": "Made", "document": to_document(song), "origin": origin}
        )
        assert answer.status_code == 201
        return dict(answer.json()["head"])

    def test_a_result_is_generated(
        self, api: Any, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        job = done_job(alice)
        head = self.save(api(alice), sample_song(band=True), job)
        assert (head["kind"], head["recipe"], head["digest"]) == (
            "generated",
            job.recipe,
            job.result_id,
        )

    def test_a_result_under_another_title_too(
        self, api: Any, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        job = done_job(alice)
        head = self.save(api(alice), sample_song(band=True).with_title("Other"), job)
        assert (head["kind"], head["digest"]) == ("generated", job.result_id)

    def test_a_result_in_other_colours_is_generated_and_keeps_them(
        self, api: Any, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        song = sample_song(band=True)
        coloured = song.with_tracks(replace(track, colour=7) for track in song.tracks)
        head = self.save(api(alice), coloured, done_job(alice))
        assert (head["kind"], head["digest"]) == ("generated", coloured.digest)

    def test_a_result_under_other_chords_is_generated_and_keeps_them(
        self, api: Any, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        song = replace(sample_song(band=True), chords=(ChordSign(0, "Am7"),))
        head = self.save(api(alice), song, done_job(alice))
        assert (head["kind"], head["digest"]) == ("generated", song.digest)

    def test_a_marked_result_is_generated_and_keeps_its_marks(
        self, api: Any, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        song = sample_song(band=True)
        marked = song.with_tracks(replace(t, generated=frozenset(t.notes)) for t in song.tracks)
        head = self.save(api(alice), marked, done_job(alice))
        assert (head["kind"], head["digest"]) == ("generated", marked.digest)
        (saved,) = api(alice).get(COMPOSITIONS).json()["results"]
        document = api(alice).get(f"{COMPOSITIONS}{saved['id']}/").json()["document"]
        assert from_document(document) == marked

    def test_a_changed_result_is_edited(
        self, api: Any, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        job = done_job(alice)
        head = self.save(api(alice), sample_song(bars=5, band=True), job)
        assert (head["kind"], head["recipe"]) == ("edited", {"parent": job.recipe})

    def test_somebody_elses_job_proves_nothing(
        self, api: Any, alice: Any, bob: Any, done_job: Any, sample_song: Any
    ) -> None:
        head = self.save(api(bob), sample_song(band=True), done_job(alice))
        assert (head["kind"], head["recipe"]) == ("edited", {})

    def test_no_job_proves_nothing(self, api: Any, alice: Any, sample_song: Any) -> None:
        assert self.save(api(alice), sample_song(), None)["kind"] == "edited"

    def test_a_visitors_job_counts_after_signing_in(
        self, api: Any, visitor: Client, alice: Any, done_job: Any, sample_song: Any
    ) -> None:
        session = visitor.session
        session[KEY] = "the-visitor"
        session.save()
        job = done_job(None, "the-visitor")
        visitor.force_login(alice)
        assert self.save(api(), sample_song(band=True), job)["kind"] == "generated"


def test_a_public_one_is_rendered(alice: Any, composition_of: Callable[..., Composition]) -> None:
    private = composition_of(alice)
    assert not Rendering.objects.exists()
    services.composition_update(composition=private, visibility="public")
    assert Rendering.objects.get().song_id == private.head.song_id


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_six_of_one_title_at_once(alice: Any, composition_of: Callable[..., Composition]) -> None:
    made = at_once(6, lambda index: composition_of(alice, "Same"))
    assert {composition.slug for composition in made} == {
        "same",
        *(f"same-{n}" for n in range(2, 7)),
    }
