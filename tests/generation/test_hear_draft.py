"""The draft of a running job: heard by its owner while the rest is written, and by nobody else or
later."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generation import selectors, services
from generation.engine import Request, generate
from generation.models import GenerationJob
from generation.music.document import from_document
from generation.music.song import Note, Song
from generation.workers.jobs import run
from tests.generation import echo
from tests.generation.tunes import long_tune
from tests.waiting import wait_until

Jobs = Callable[..., GenerationJob]


@pytest.fixture
def interrupt() -> Iterator[Callable[[Callable[[], None]], None]]:
    yield echo.interruptions.append
    echo.interruptions.clear()


def draft_of(client: Any, job: GenerationJob) -> Any:
    return client.get(f"/api/v1/generation-jobs/{job.pk}/").json()["draft"]


def last_notes(document: Any) -> tuple[Note, ...]:
    return from_document(document).tracks[-1].notes


@pytest.mark.django_db(transaction=True)
def test_it_grows_with_the_song(job_for: Jobs, alice: Any, api: Any, interrupt: Any) -> None:
    job, counts = job_for(alice, parameters={"steps": 3}), iter([0, 1, 2])

    def listen() -> None:
        count = next(counts)

        def heard() -> bool:
            draft = draft_of(api(alice), job)
            return draft is not None and len(last_notes(draft)) == count

        wait_until(heard, what=f"a draft of {count} notes")

    interrupt(listen)
    run(worker="w")
    assert next(counts, None) is None
    assert draft_of(api(alice), job) is None  # the result has taken its place


@pytest.mark.django_db
def test_strangers_hear_nothing(
    job_for: Jobs, alice: Any, bob: Any, charlie: Any, api: Any
) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job
    services.job_draft_keep(job=job, song=job.source.song)
    assert draft_of(api(alice), job)["tracks"]
    for other in (bob, charlie, None):
        assert api(other).get(f"/api/v1/generation-jobs/{job.pk}/").status_code == 404


@pytest.mark.django_db
def test_another_attempt_begins_without_one(job_for: Jobs, alice: Any) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job
    services.job_draft_keep(job=job, song=job.source.song)
    job.attempt += 1
    assert selectors.job_draft(job=job) is None


@pytest.mark.django_db
def test_without_the_cache_the_job_goes_on_unheard(
    job_for: Jobs, alice: Any, api: Any, cache_away: None
) -> None:
    job = services.job_claim(pk=str(job_for(alice).pk), worker="w")
    assert job
    services.job_draft_keep(job=job, song=job.source.song)
    shown = api(alice).get(f"/api/v1/generation-jobs/{job.pk}/")
    assert (shown.status_code, shown.json()["draft"]) == (200, None)
    assert shown.json()["seconds_left"] > 0


def test_the_transformer_lets_its_first_take_be_heard() -> None:
    song, drafts = long_tune(8), list[Song]()

    def listen(fraction: float, stage: str, draft: Callable[[], Song] | None = None) -> None:
        if draft:
            drafts.append(draft())

    take = generate(
        Request("transformer", song, seed=1, parameters={"seconds": 8, "candidates": 2}), listen
    ).song
    counts = [draft.note_count for draft in drafts]
    assert counts == sorted(counts)
    assert counts[0] <= song.note_count + 1
    assert drafts[-1].digest == take.digest
