"""How a song came to be: what its maker says of it, and what the records bear out."""

from typing import Any, NamedTuple
from uuid import UUID

from chartbusters.accounts.models import User
from chartbusters.compositions.models import Origin
from generation.models import GenerationJob, JobState
from generation.music.document import from_document
from generation.music.song import Song
from generation.selectors import jobs_visible


class Source(NamedTuple):
    """How a song came to be, as its maker says; a job proves it."""

    kind: str = Origin.EDITED
    job: UUID | None = None

    @property
    def origin(self) -> str:
        """The kind, where it is one that we know."""
        return self.kind if self.kind in Origin.values else Origin.EDITED


UNPROVEN = Source()


class Provenance(NamedTuple):
    """How a song came to be, as far as the records bear it out."""

    song: Song
    origin: str
    recipe: dict[str, Any]


def provenance_of(*, owner: User, song: Song, source: Source) -> Provenance:
    """What the records bear out: `generated` needs the owner's finished job with this very song as
    its result.

    A song that differs from the result is an edit of it. A save never fails for its history.
    """
    job = _finished_job(owner, source.job)
    # as a client's copy was read
    made = from_document(job.result.document) if job and job.result else None
    if job and job.result and made and _plain(song, made.title) == _plain(made, made.title):
        # The result itself, not its copy under another title: its digest is the one that the recipe
        # ends in, unless notes are marked as the model's.
        return Provenance(job.result.song.marked_as(song), Origin.GENERATED, job.recipe or {})
    if job:
        return Provenance(song, Origin.EDITED, {"parent": job.recipe or {}})
    unproven = source.origin == Origin.GENERATED
    return Provenance(song, Origin.EDITED if unproven else source.origin, {})


def _plain(song: Song, title: str) -> Song:
    """The song under this title, without marks, colours and chords: they change no note."""
    return song.with_title(title).without_marks()


def _finished_job(owner: User, pk: UUID | None) -> GenerationJob | None:
    if pk is None:
        return None
    return jobs_visible(user=owner, session_key="").filter(pk=pk, state=JobState.DONE).first()
