"""Songs by digest, and how their rows keep them."""

import json
import zlib
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models.functions import Now

from generation.music.document import from_document, to_document
from generation.music.song import Song
from generation.written_json import WrittenJSON


class StoredSong(models.Model):
    """A song document under its digest. Written once, never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    packed = models.BinaryField(null=True, help_text="the document as JSON, compressed with zlib")
    plain = models.JSONField(
        null=True, db_column="document", help_text="the document of songs stored before packing"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_song_has_its_notes",
                condition=models.Q(packed__isnull=False) | models.Q(plain__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"song {self.digest[:8]}"  # its title stands in the document, which lists do without

    @property
    def document_json(self) -> bytes:
        """The document as it is sent, without being read."""
        return (
            unpacked(bytes(self.packed))
            if self.packed is not None
            else json.dumps(self.plain).encode()
        )

    @property
    def written(self) -> WrittenJSON:
        """The document for an answer of the API."""
        return WrittenJSON(self.document_json)

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.document_json) if self.packed is not None else self.plain or {})

    @cached_property
    def song(self) -> Song:
        """As it was stored: names that were cleaned otherwise then must not make another song of
        it.

        Read once a row: rows of songs are never changed, and reading 20,000 notes takes a while.
        """
        return from_document(self.document, clean=str)


def packed(document: dict[str, Any]) -> bytes:
    """A document as rows keep it: a tenth to a quarter of its JSON."""
    return zlib.compress(
        json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode(), 6
    )


def packed_song(song: Song) -> bytes:
    """What a row keeps of the song, worked out once: it stays with the song."""
    kept: dict[str, Any] = vars(song)
    if "packed" not in kept:
        kept["packed"] = packed(to_document(song))
    return bytes(kept["packed"])


def unpacked(data: bytes) -> bytes:
    return zlib.decompress(data)
