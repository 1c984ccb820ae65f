"""Parts of a blind test as songs of accounts: played by the same services as people's takes."""

import time

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Composition, Origin
from chartbusters.compositions.provenance import Source
from chartbusters.compositions.services import composition_create, revision_add
from chartbusters.listening.titles import title_of
from generation.listening.programme import Part
from generation.listening.tunes import Tune
from generation.models import GenerationJob, JobState
from generation.services import job_claim, job_create
from generation.workers.jobs import attempt

PATIENCE, LOOK = 300.0, 0.5  # seconds, where a worker of the site was first


def composition_make(*, part: Part, tune: Tune, owner: User) -> Composition:
    """A song of the account, with the recipe of its take where a model played it."""
    title = title_of(part=part, tune=tune)
    song = part.song or tune.given
    composition = composition_create(
        owner=owner, song=song.with_title(tune.title), title=title, source=Source(Origin.IMPORTED)
    )
    if part.song is None:
        take = _played(part, tune, owner)
        assert take.result is not None  # noqa: S101  it is done
        source = Source(Origin.GENERATED, take.pk)
        revision_add(composition=composition, song=take.result.song, source=source)
    return Composition.objects.select_related("head__song").get(pk=composition.pk)


def _played(part: Part, tune: Tune, owner: User) -> GenerationJob:
    assert part.card is not None  # noqa: S101  or there would be a song
    job = job_create(
        owner=owner,
        session_key="",
        technique=part.card.technique,
        model=part.card.name,
        song=tune.given,
        seed=part.seed,
        parameters=dict(part.parameters),
    )
    if claimed := job_claim(pk=str(job.pk), worker="listening"):
        attempt(claimed)
    return _finished(job)


def _finished(job: GenerationJob) -> GenerationJob:
    """The job when it is done, by us or by a worker of the site. Raises `RuntimeError`."""
    end = time.monotonic() + PATIENCE
    found = GenerationJob.objects.select_related("result").get(pk=job.pk)
    while found.state in (JobState.QUEUED, JobState.RUNNING) and time.monotonic() < end:
        time.sleep(LOOK)
        found = GenerationJob.objects.select_related("result").get(pk=job.pk)
    if found.state != JobState.DONE:
        raise RuntimeError(f"{job.model} made nothing: {found.error_message or found.state}")
    return found
