"""What was entered before is silent from now on too, while its vote runs: nobody was asked whether
it may be known."""

import json
import logging
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now

from generation.models import unpacked
from generation.music.document import from_document
from generation.music.tunes import same_tune, tune

logger = logging.getLogger(__name__)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Every entry learns its tune; those of challenges that run seal what their makers show."""
    entries = apps.get_model("challenges", "Entry").objects
    for entry in entries.select_related("song").order_by("pk").iterator(chunk_size=50):
        sketches = apps.get_model("challenges", "Sketch").objects
        sketches.filter(entry_id=entry.pk).update(tune=_tune(entry.song))
    running = entries.filter(withdrawn_at=None, challenge__voting_closes_at__gt=Now())
    for entry in running.select_related("sketch").order_by("pk").iterator(chunk_size=50):
        _seal(apps, entry)


def _seal(apps: Apps, entry: Any) -> None:
    mine = bytes(entry.sketch.tune) if hasattr(entry, "sketch") else b""
    theirs = _tunes_shown(apps, entry.maker_id)
    alike = {digest for digest, of in theirs.items() if same_tune(mine, of)}
    for digest in {entry.song_id, *alike}:
        apps.get_model("challenges", "Seal").objects.get_or_create(entry_id=entry.pk, digest=digest)


def _tunes_shown(apps: Apps, maker: int) -> dict[str, bytes]:
    shown = apps.get_model("compositions", "Composition").objects.filter(owner_id=maker)
    heads = shown.exclude(visibility="private").values("head__song")
    songs = apps.get_model("generation", "StoredSong").objects.filter(pk__in=heads)
    tunes = {song.pk: _tune(song) for song in songs.iterator(chunk_size=50)}
    entered = apps.get_model("challenges", "Sketch").objects.filter(entry__maker_id=maker)
    return tunes | {digest: bytes(of) for digest, of in entered.values_list("entry__song", "tune")}


def _tune(song: Any) -> bytes:
    try:
        document = song.plain if song.packed is None else json.loads(unpacked(bytes(song.packed)))
        return tune(from_document(document, clean=str))
    except Exception:
        logger.exception("the tune of the song %s could not be told; it stays as it is", song.pk)
        return b""


class Migration(migrations.Migration):
    dependencies = [
        ("challenges", "0010_seals"),
        ("compositions", "0007_tunes"),
        ("generation", "0005_packed_songs"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
