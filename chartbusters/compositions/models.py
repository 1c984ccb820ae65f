"""Compositions, their chain of revisions, and the audio rendered from a song."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models import StoredSong


class Visibility(models.TextChoices):
    PRIVATE = "private"
    SECRET = "secret", "anyone with the secret link"
    PUBLIC = "public"


class Licence(models.TextChoices):
    ALL_RIGHTS_RESERVED = "all-rights-reserved", "All rights reserved"
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC0 = "cc0", "CC0 1.0"


class Origin(models.TextChoices):
    """How a revision came to be."""

    PRESET = "preset", "started from a preset melody"
    RECORDED = "recorded"
    IMPORTED = "imported", "imported from a MIDI file"
    EDITED = "edited"
    GENERATED = "generated"


class Composition(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="compositions")
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.PRIVATE)
    licence = models.CharField(max_length=30, choices=Licence, default=Licence.ALL_RIGHTS_RESERVED)
    process_note = models.TextField(
        blank=True, max_length=2000, help_text="how machines were used, in the maker's words"
    )
    secret_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the token of the secret link")
    head = models.ForeignKey("Revision", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "slug"], name="slug_once_per_owner")]
        indexes = [models.Index(fields=["owner", "-updated_at"]), models.Index(fields=["secret_hash"])]
        # The newest are read from its end; without it the first page would sort every public song of the site.
        indexes += [models.Index(fields=["visibility", "-created_at"], name="newest_of_a_visibility")]

    def __str__(self) -> str:
        return self.title


class Revision(models.Model):
    """One state of a composition, made by a recipe from the one before. Written once, never changed."""

    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="revisions")
    origin = models.CharField(max_length=10, choices=Origin)
    recipe = models.JSONField(default=dict, blank=True, help_text="technique, model, digests, parameters and seed")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["composition", "number"], name="revision_number_once")]
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.composition} #{self.number}"


class RenderingState(models.TextChoices):
    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


class Rendering(models.Model):
    """The audio of one song: a loudness-normalised MP3 and its peaks for drawing the waveform."""

    song = models.OneToOneField(StoredSong, primary_key=True, on_delete=models.CASCADE, related_name="rendering")
    state = models.CharField(max_length=10, choices=RenderingState, default=RenderingState.QUEUED)
    audio = models.FileField(upload_to="renderings/", blank=True)
    seconds = models.FloatField(default=0.0)
    loudness = models.FloatField(null=True, blank=True, help_text="LUFS after normalisation (ITU-R BS.1770)")
    peaks = models.JSONField(default=list, blank=True, help_text="largest sample of each of 800 equal slices, 0-100")
    error_message = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"audio of {self.song_id[:8]} ({self.state})"
