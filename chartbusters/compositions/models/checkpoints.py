"""States of a song that stand in its history without being revisions: what was kept, and what was
there before something large. No page, no entry and nobody but the maker sees one."""

import uuid

from django.db import models
from django.db.models.functions import Now

from chartbusters.compositions.models.songs import LONGEST_NAME, Composition, Origin, at_most
from generation.models import StoredSong


class Checkpoint(models.Model):
    """One state of a composition that its maker may hear and restore. In a table of its own, so
    that no head, no entry and no count of revisions can ever mean one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    composition = models.ForeignKey(
        Composition, on_delete=models.CASCADE, related_name="checkpoints"
    )
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="checkpoints")
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITED)
    job = models.UUIDField(null=True, blank=True, help_text="that its maker says made the song")
    name = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    pinned = models.BooleanField(
        default=False, help_text="its maker gave it the name: it is never let go"
    )
    size = models.PositiveIntegerField(help_text="bytes that it is counted as")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # The same music once: what is sent again after a lost answer is the row that is there.
            models.UniqueConstraint(fields=["composition", "song"], name="checkpoint_of_song_once"),
            models.CheckConstraint(
                name="checkpoint_name_is_short", condition=at_most("name", LONGEST_NAME)
            ),
            models.CheckConstraint(
                name="what_is_pinned_has_a_name",
                condition=models.Q(pinned=False) | ~models.Q(name=""),
            ),
        ]
        indexes = [models.Index(fields=["composition", "-created_at"], name="checkpoints_by_age")]

    def __str__(self) -> str:
        return f"{self.composition_id}: {self.name or 'checkpoint'}"
