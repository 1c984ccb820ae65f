"""Music that somebody brought to train on: one row a data set, one a file of it."""

import secrets

from django.conf import settings
from django.db import models

from generation.models.songs import StoredSong
from generation.models.work import Work

LEAST_PIECES = 20  # that can be used; fewer are learnt by heart
MOST_FILES = 500
MOST_BYTES = 20_000_000  # of all files together
TOKEN_BYTES = 16


def draw_token() -> str:
    """What opens a page to whoever was sent its address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class Split(models.TextChoices):
    TRAIN = "train"
    VALID = "valid"


class Dataset(Work):
    """Own files of one person, read and examined by a worker. While `state` is done it can be
    trained on; failed means that too little of it could be used, and `error_message` why."""

    TASK = "generation.tasks.dataset_read"
    ATTEMPTS = 3
    GAVE_UP = (
        f"Reading the files stopped {ATTEMPTS} times, so we gave up. Nothing of yours was changed. "
        "Try with fewer files."
    )

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    title = models.CharField(max_length=80)
    rights_at = models.DateTimeField(help_text="when the owner said that they hold the rights")
    source = models.CharField(
        max_length=200, blank=True, help_text="key of the files in the storage, until they are read"
    )
    findings = models.JSONField(
        default=dict, blank=True, help_text="counts, and what was left out and why"
    )

    class Meta:
        indexes = [models.Index(fields=["owner", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"


class DatasetPiece(models.Model):
    """One file of a data set: its music, or why it is left out."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField(help_text="in the order of the files, from 1")
    name = models.CharField(max_length=120, help_text="of the file")
    song = models.ForeignKey(StoredSong, null=True, on_delete=models.PROTECT, related_name="+")
    split = models.CharField(max_length=5, choices=Split, blank=True)
    techniques = models.JSONField(default=list, help_text="that can learn from it")
    left_out = models.CharField(max_length=200, blank=True, help_text="why, in words")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="a_piece_has_its_number", fields=["dataset", "number"]),
            models.CheckConstraint(
                name="a_used_piece_has_music_and_a_split",
                condition=~models.Q(left_out="")
                | (models.Q(song__isnull=False) & ~models.Q(split="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"
