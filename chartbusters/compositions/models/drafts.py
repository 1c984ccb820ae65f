"""What people are working on: one row a song, which autosave overwrites."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.compositions.models.songs import LONGEST_TITLE, Composition, Origin, at_most
from generation.models import unpacked
from generation.written_json import WrittenJSON

MOST_LEFT = 200_000  # bytes of what a page leaves beside the notes


class Draft(models.Model):
    """A song that somebody is working on, as it was a moment ago: one row, which each autosave
    overwrites. Nobody but its owner sees it."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    key = models.UUIDField(help_text="made by the page in which the song was begun")
    title = models.CharField(max_length=LONGEST_TITLE, blank=True, default="")
    packed = models.BinaryField(help_text="the document, see generation/models/songs.py")
    notes = models.PositiveIntegerField()
    left = models.BinaryField(
        null=True,
        help_text="steps, takes and view as the page wrote them: JSON, compressed with zlib",
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITED)
    job = models.UUIDField(null=True, blank=True, help_text="that its maker says made the song")
    composition = models.ForeignKey(
        Composition, null=True, blank=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    revision = models.PositiveIntegerField(
        null=True, blank=True, help_text="of the composition, that the song was made from"
    )
    version = models.PositiveIntegerField(default=1, help_text="how often it was written")
    writer = models.UUIDField(help_text="the browser that wrote this version")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="draft_once_per_owner"),
            models.CheckConstraint(
                name="draft_title_is_short", condition=at_most("title", LONGEST_TITLE)
            ),
            models.CheckConstraint(
                name="what_was_left_is_small", condition=at_most("left", MOST_LEFT)
            ),
            models.CheckConstraint(name="no_draft_is_empty", condition=models.Q(notes__gt=0)),
        ]
        indexes = [
            models.Index(fields=["owner", "-updated_at"], name="drafts_of_owner"),
            models.Index(fields=["updated_at"], name="drafts_by_age"),
        ]

    def __str__(self) -> str:
        return f"draft {self.title or 'untitled'} of {self.owner_id}"

    @property
    def written(self) -> WrittenJSON:
        """The document for an answer of the API."""
        return WrittenJSON(unpacked(bytes(self.packed)))

    @property
    def written_left(self) -> WrittenJSON | None:
        """What its page left beside the notes."""
        return WrittenJSON(unpacked(bytes(self.left))) if self.left is not None else None
