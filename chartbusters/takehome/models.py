"""Files that a worker makes of a song because somebody asked, and what makers give to others."""

from django.conf import settings
from django.db import models

from chartbusters.compositions.models import Composition
from generation.models import StoredSong, Work


class Kind(models.TextChoices):
    WAV = "wav", "WAV"
    FLAC = "flac", "FLAC"
    STEMS = "stems", "Stems"


ENDINGS = {Kind.WAV: "wav", Kind.FLAC: "flac", Kind.STEMS: "zip"}


class Parcel(Work):
    """One file of one song, made once for whoever may have it, and kept for a while. Its name
    carries row and attempt, so that none is ever lost."""

    TASK = "chartbusters.takehome.tasks.parcel_make"
    ATTEMPTS = 2
    GAVE_UP = "Making this file stopped twice, so we gave up. The song is safe; try again tomorrow."

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="parcels",
        help_text="who asked first, on whose account it is made",
    )
    song = models.ForeignKey(StoredSong, on_delete=models.CASCADE, related_name="parcels")
    kind = models.CharField(max_length=10, choices=Kind)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="when file and row go")

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"], name="parcels_waiting"),
            models.Index(fields=["owner", "created_at"], name="parcels_of_owner"),
        ]
        constraints = [
            models.UniqueConstraint(name="one_parcel_of_a_kind", fields=["song", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.song_id[:8]} ({self.state})"

    @property
    def files(self) -> list[str]:
        """Where each attempt so far may have put its file."""
        ending = ENDINGS[Kind(self.kind)]
        return [f"{FOLDER}/{self.pk}-{number}.{ending}" for number in range(1, self.attempt + 1)]


FOLDER = "parcels"


class Offer(models.Model):
    """What the maker of a song gives to others beside what everybody may hear and read. No row says
    the same as nothing."""

    composition = models.OneToOneField(
        Composition, primary_key=True, on_delete=models.CASCADE, related_name="offer"
    )
    sound = models.BooleanField(default=False, help_text="recordings without loss, and stems")

    def __str__(self) -> str:
        return f"offer of {self.composition_id}: {'sound' if self.sound else 'nothing more'}"
