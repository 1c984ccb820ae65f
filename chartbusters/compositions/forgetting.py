"""Songs that nobody holds any more go, with their recordings and score reports; recordings that
nobody shows go too.

Every step may be repeated, and a file goes before the row that knows its name: whatever a crash
leaves is found again.
"""

import logging
from datetime import timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Now

from chartbusters.compositions.models import Rendering, RenderingState, Revision
from chartbusters.web.prepared_queries import Prepared
from generation.models import StoredSong, packed
from scoring.models import Provenance, ScoreReport

logger = logging.getLogger(__name__)
# longer than any request or job needs between storing a song and referring to it
A_WHILE = timedelta(days=1)
AT_ONCE, ROUNDS = 1_000, 20  # songs of one look, looks of one sweep
ABOUT_SONGS = (Rendering, ScoreReport, Provenance)  # they are about a song and do not hold it


def holders() -> list[tuple[Any, str]]:
    """Who may refer to a song: every model that does, of whatever room, with the name of its
    column."""
    fields = StoredSong._meta.get_fields(include_hidden=True)
    relations = [field for field in fields if isinstance(field, ForeignObjectRel)]
    return [
        (one.related_model, one.field.name)
        for one in relations
        if one.related_model not in ABOUT_SONGS
    ]


def songs_unheld() -> QuerySet[StoredSong]:
    """Songs to which nothing refers."""
    songs = StoredSong.objects.all()
    for model, column in holders():
        songs = songs.exclude(Exists(model._base_manager.filter(**{column: OuterRef("pk")})))
    return songs


def songs_sweep() -> int:
    """Forgets what deleted compositions and jobs have left behind; returns how many songs."""
    old = songs_unheld().filter(created_at__lt=Now() - A_WHILE).values_list("pk", flat=True)
    gone = 0
    for _ in range(ROUNDS):
        swept = [_swept(digest) for digest in list(old[:AT_ONCE])]
        gone += sum(swept)
        if len(swept) < AT_ONCE or not any(
            swept
        ):  # nothing more, or nothing that lets itself be forgotten
            break
    return gone


def songs_pack() -> int:
    """Compresses songs that were stored before songs were; returns how many. The digest is of the
    music and stays."""
    old = list(StoredSong.objects.filter(packed=None)[:AT_ONCE])
    for song in old:
        StoredSong.objects.filter(pk=song.pk, packed=None).update(
            packed=packed(song.document), plain=None
        )
    return len(old)


def _swept(digest: str) -> bool:
    """As `song_forget`; one that cannot be forgotten (its file is locked, say) stops no other."""
    try:
        return song_forget(digest=digest)
    except Exception:
        logger.exception("the song %s cannot be forgotten; it is tried again", digest)
        return False


def song_forget(*, digest: str) -> bool:
    """Removes a song that nobody holds, and what is known of it. False when somebody does."""
    unheld = _UNHELD.first(digest)
    if unheld is None or (unheld.recorded and not recording_forget(digest=digest)):
        return False
    with transaction.atomic():
        # Whoever stores the same song at this moment waits in `song_store`, or we wait and find it
        # held.
        _hold(digest)
        unheld = _UNHELD.first(digest)
        if unheld is None or unheld.recorded:
            return False
        if unheld.judged:
            ScoreReport.objects.filter(song_id=digest).delete()
        if unheld.traced:
            Provenance.objects.filter(song_id=digest).delete()
        # Nothing refers to it, as was just asked: one statement, without looking for rows that
        # would follow it.
        StoredSong.objects.filter(pk=digest)._raw_delete(using=DEFAULT_DB_ALIAS)
    return True


def _hold(digest: str) -> None:
    """The song stays as it is until the transaction ends; SQLite lets one write at a time
    anyway."""
    if connection.features.has_select_for_update:
        StoredSong.objects.select_for_update().filter(pk=digest).values_list("pk").first()


def _unheld(digest: str) -> QuerySet[StoredSong, Any]:
    about = {
        "recorded": Exists(Rendering.objects.filter(song=OuterRef("pk"))),
        "judged": Exists(ScoreReport.objects.filter(song=OuterRef("pk"))),
        "traced": Exists(Provenance.objects.filter(song=OuterRef("pk"))),
    }
    return songs_unheld().filter(pk=digest).annotate(**about).values_list("pk", *about)


_UNHELD = Prepared(_unheld, "no digest is these words")


def recording_forget(*, digest: str) -> bool:
    """Removes the recording of a song that stands in nobody's library. False when it stands
    in one."""
    with transaction.atomic():
        _hold(digest)
        if Revision.objects.filter(song_id=digest).exists():
            return False
        # Out of sight first. A worker that is just making it finds nothing waiting, and throws its
        # file away.
        unwanted = Rendering.objects.filter(song_id=digest)
        unwanted.update(state=RenderingState.FAILED, error_message="")
    for rendering in unwanted:
        for name in rendering.files:
            default_storage.delete(name)
    # Somebody may have asked for it anew meanwhile: then it waits again, and stays.
    unwanted.filter(state=RenderingState.FAILED).delete()
    return True
