"""What is asked of explanations of notes: who may see them, and what they are about."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet

from generation.asked_note import AskedNote, Place
from generation.catalogue import Card
from generation.engine import Request, choose_track
from generation.models import GenerationJob, JobState, NoteExplanation
from generation.music.song import Song
from generation.take import read_edit, replayed
from generation.techniques import TECHNIQUES

ACTIVE = (JobState.QUEUED, JobState.RUNNING)


def explanations_visible(
    *, user: AbstractBaseUser | None, session_key: str
) -> QuerySet[NoteExplanation]:
    """Those of one's own takes, as `selectors.jobs_visible` has them."""
    mine = Q(job__owner_id=user.pk) if user else Q(job__owner=None, job__session_key=session_key)
    nobody = user is None and not session_key
    return NoteExplanation.objects.none() if nobody else NoteExplanation.objects.filter(mine)


def explanation_techniques() -> list[str]:
    """Those whose notes can be asked about."""
    return [name for name, each in TECHNIQUES.items() if each.explaining]


def take_song(*, job: GenerationJob, of: int) -> Song | None:
    """A take of a finished job; None where it has no such take."""
    others = (job.recipe or {}).get("others", [])
    if job.result is None or not 0 <= of <= len(others):
        return None
    return replayed(job.result.song, map(read_edit, others[of - 1])) if of else job.result.song


def find_place(*, take: Song, track: int, onset: int, pitch: int) -> Place | None:
    """The note that begins there; None where there is none."""
    if track >= len(take.tracks):
        return None
    there = (n for n in take.tracks[track].notes if (n.onset, n.pitch) == (onset, pitch))
    note = next(there, None)
    return Place(track, note) if note else None


def asked_note(*, job: GenerationJob, of: int, take: Song, at: Place, card: Card) -> AskedNote:
    """The question as a technique takes it. Other takes of techniques that play one at a time have
    seeds of their own, and their edits are not kept."""
    recipe, source = job.recipe or {}, job.source.song
    request = Request(job.technique, source, job.model, job.seed, job.parameters, card)
    several = TECHNIQUES[job.technique].several
    seed = job.seed if several else job.seed + of
    edits = tuple(map(read_edit, recipe.get("edits", [])))
    return AskedNote(
        card, source, take, choose_track(request, job.parameters), job.parameters, seed, edits, at
    )
