"""The audio rendered from a song."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models import StoredSong

ATTEMPTS = 3  # at one recording, by workers that die over it


class RenderingState(models.TextChoices):
    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


class Rendering(models.Model):
    """The audio of one song: a loudness-normalised MP3 and its peaks for drawing the waveform.

    `attempt` is the fencing token: a worker may write only while the row still carries the attempt
    it claimed. It only ever grows, and names the file, so that no two attempts write the same one.
    """

    song = models.OneToOneField(
        StoredSong, primary_key=True, on_delete=models.CASCADE, related_name="rendering"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="whose song it is: who asked first, in whose turn it is made and on whose "
        "account",
    )
    state = models.CharField(max_length=10, choices=RenderingState, default=RenderingState.QUEUED)
    audio = models.FileField(upload_to="renderings/", blank=True)
    seconds = models.FloatField(default=0.0)
    loudness = models.FloatField(
        null=True, blank=True, help_text="LUFS after normalisation (ITU-R BS.1770)"
    )
    peaks = models.JSONField(
        default=list, blank=True, help_text="largest sample of each of 800 equal slices, 0-100"
    )
    instruments = models.CharField(
        max_length=16,
        blank=True,
        default="",
        db_default="",
        help_text="digest of the instruments it was made with; none before there were digests",
    )
    error_message = models.TextField(blank=True)
    cost = models.FloatField(
        default=0.0, help_text="seconds of work: guessed from the notes, then measured"
    )
    attempt = models.PositiveIntegerField(default=0)
    left = models.PositiveSmallIntegerField(
        default=ATTEMPTS, help_text="attempts that may still be begun"
    )
    asked_again = models.PositiveSmallIntegerField(
        default=0, help_text="times that its owner asked after a failure"
    )
    lease_until = models.DateTimeField(
        null=True, blank=True, help_text="a worker has it in work until then"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"], name="renderings_waiting"),
            models.Index(fields=["owner", "started_at"], name="renderings_of_owner"),
        ]

    def __str__(self) -> str:
        return f"audio of {self.song_id[:8]} ({self.state})"

    @property
    def files(self) -> list[str]:
        """Every name under which its audio may lie: that of the row, and those of attempts that
        came to nothing."""
        named = {recording_name(self.song_id, number) for number in range(1, self.attempt + 1)}
        return sorted(named | ({str(self.audio.name)} if self.audio else set()))


def recording_name(digest: str, attempt: int) -> str:
    """Where an attempt lays its file: known before it is written, so that whoever comes after a
    crash finds it."""
    return f"renderings/{digest}-{attempt}.mp3"
