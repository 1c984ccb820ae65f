"""Lists show no notes, so they fetch none: however long histories and songs are, a list costs what
it shows."""

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.services import entry_create
from chartbusters.compositions.models import Revision
from chartbusters.compositions.services import composition_create, composition_update, revision_add
from generation.models import GenerationJob, JobState
from generation.music.song import Note, Song, Track
from generation.services import song_store

pytestmark = pytest.mark.django_db
NOTES = ('"packed"', '"document"', "result_digest", '"metrics"')


@pytest.fixture
def life(
    alice: Any, sample_song: Callable[..., Song], challenge_in: Callable[..., Any]
) -> dict[str, Any]:
    """Something in every list."""
    composition = composition_create(owner=alice, song=sample_song(), title="Long")
    revision_add(composition=composition, song=sample_song(bars=6))
    composition = composition_update(composition=composition, visibility="public")
    challenge = challenge_in("open")
    composition.refresh_from_db()
    # Heard by all, so that its pages are shown.
    entry = entry_create(
        challenge=challenge, composition=composition, maker=alice, heard_by_all=True
    )
    stored = song_store(song=sample_song())
    values = {"technique": "gan", "model": "gan-pop", "seed": 1, "source": stored, "result": stored}
    GenerationJob.objects.create(owner=alice, state=JobState.DONE, attempt=1, **values)
    return {"pk": composition.pk, "slug": challenge.slug, "entry": entry.pk}


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/compositions/",
        "/api/v1/compositions/{pk}/revisions/",
        "/api/v1/entries/",
        "/api/v1/generation-jobs/",
        "/api/v1/challenges/",
        "/api/v1/challenges/{slug}/entries/",
        "/compositions/",
        "/@alice/",
        "/@alice/long/",
        "/@alice/long/rendering.json",
        "/embed/{pk}/",
        "/challenges/",
        "/challenges/{slug}/",
        "/challenges/{slug}/entries/",
        "/songs/",
        "/songs/?q=long",
        "/songs/loved/",
        "/api/v1/songs/",
        "/",
    ],
)
def test_it_works(life: dict[str, Any], alice: Any, client_of: Any, address: str) -> None:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        answer = client_of(alice).get(address.format(**life))
    assert answer.status_code == 200
    for query in seen:
        assert not [word for word in NOTES if word in query["sql"]]


@pytest.mark.parametrize(
    "model", ["generation/storedsong", "compositions/composition", "generation/generationjob"]
)
def test_the_administration_does_too(
    life: dict[str, Any], staff: Any, client_of: Any, model: str
) -> None:
    with CaptureQueriesContext(connection) as seen:
        answer = client_of(staff).get(f"/admin/{model}/")
    assert answer.status_code == 200
    assert [query["sql"] for query in seen if '"packed"' in query["sql"]] == []


def test_a_history_costs_what_it_shows(alice: Any, api: Any) -> None:
    """120 revisions of 20,000 notes: 160 MB of songs stand behind an answer of a few kilobytes."""
    notes = tuple(Note(50 * number, 40 + number % 40, 90, 80) for number in range(20_000))
    stored = song_store(song=Song((Track(notes),)))
    composition = composition_create(owner=alice, song=stored.song, title="Long")
    rows = [
        Revision(composition=composition, number=n, song=stored, origin="edited")
        for n in range(2, 121)
    ]
    Revision.objects.bulk_create(rows)
    caller, address = api(alice), f"/api/v1/compositions/{composition.pk}/revisions/?page_size=200"
    caller.get(address)  # what is loaded once
    tracemalloc.start()
    answer = caller.get(address)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(answer.json()["results"]) == 120 and peak < 5_000_000
