"""Checkpoints: states of a saved song that Keep makes, and whatever large is about to replace.

None of them is a revision: the head, share pages, entries and what others are told stay as Save
left them. A song has so many; the oldest without its maker's own name makes room for the next.
"""

from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from chartbusters.compositions.forgetting import song_forget
from chartbusters.compositions.models import LONGEST_NAME, Checkpoint, Composition
from chartbusters.compositions.provenance import UNPROVEN, Source
from chartbusters.compositions.services import composition_locked
from chartbusters.compositions.storing import bytes_of, storage_take
from chartbusters.web.errors import Refusal, still_there
from chartbusters.web.wording import fitting_line
from generation.music.song import Song
from generation.services import song_prepare, song_store

MOST_CHECKPOINTS = 40  # of one composition


def checkpoint_add(
    *, composition: Composition, song: Song, name: str, source: Source = UNPROVEN
) -> Checkpoint:
    """Keeps a state in the history of a composition, where only its maker finds it. The same music
    again is the row that is there, under the later name. Raises `Refusal` for a song without notes,
    without room, and where every checkpoint bears its maker's name."""
    if not song.note_count:
        raise Refusal("empty_song", "There are no notes in this song to keep.", field="document")
    named = fitting_line(name, most=LONGEST_NAME, field="name")
    song_prepare(song=song)
    with transaction.atomic():
        # Of two pages at once the second waits here: then it finds the first's row, or its room
        # taken.
        locked = composition_locked(composition=composition)
        known = locked.checkpoints.filter(song_id=song.digest).first()
        if known:
            return _kept_again(known, named)
        return _put(locked, song, named, source)


def _kept_again(known: Checkpoint, name: str) -> Checkpoint:
    if not known.pinned:
        known.name = name
    Checkpoint.objects.filter(pk=known.pk).update(name=known.name, created_at=Now())
    known.refresh_from_db()
    return known


def _put(composition: Composition, song: Song, name: str, source: Source) -> Checkpoint:
    freed = _make_room(composition)
    stored = song_store(song=song)
    size = bytes_of(song=stored, recipe={})
    storage_take(owner_id=composition.owner_id, size=size - freed)
    made = Checkpoint.objects.create(
        composition=composition,
        song=stored,
        name=name,
        origin=source.origin,
        job=source.job,
        size=size,
    )
    made.refresh_from_db()
    return made


def _make_room(composition: Composition) -> int:
    """Lets go of the oldest where there are as many as may be; returns the bytes that this
    frees."""
    mine = composition.checkpoints
    if mine.count() < MOST_CHECKPOINTS:
        return 0
    oldest = mine.filter(pinned=False).order_by("created_at", "pk").first()
    if oldest is None:
        message = (
            f"The history of this song has {MOST_CHECKPOINTS} states that you named, as many as "
            "we keep, so this one was not added. Your song is safe; take the name away from one "
            "that you no longer need."
        )
        raise Refusal("too_many_checkpoints", message, 409)
    oldest.delete()
    # When nothing refers to the notes any more they go at once, and not only in the night.
    transaction.on_commit(partial(song_forget, digest=oldest.song_id), robust=True)
    return oldest.size


def checkpoint_name(*, composition: Composition, pk: UUID, name: str) -> Checkpoint:
    """Gives a checkpoint its maker's name, with which it is never let go, or takes it away. Raises
    `Refusal` for too long a name, and for a checkpoint that went meanwhile."""
    named = fitting_line(name, most=LONGEST_NAME, field="name")
    mine = composition.checkpoints.filter(pk=pk)
    # By one statement: a page at the same moment may let go of one that is not pinned.
    mine.update(name=named, pinned=bool(named))
    return still_there(mine.first())
