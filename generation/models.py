"""Songs by digest, and the jobs that make new ones."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.music.document import from_document
from generation.music.song import Song


class StoredSong(models.Model):
    """A song document under its digest. Written once, never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    document = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.document.get('title') or 'untitled'} ({self.digest[:8]})"

    @property
    def song(self) -> Song:
        return from_document(self.document)


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class GenerationJob(models.Model):
    """One wish for new music. The row is the truth; the message in the queue only says that there is a row to look at.

    `attempt` is the fencing token: a worker may write only while the row still carries the attempt it claimed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE)
    session_key = models.CharField(max_length=40, blank=True, help_text="whose job it is when nobody is signed in")
    technique = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    seed = models.BigIntegerField()
    parameters = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="jobs_from")
    result = models.ForeignKey(StoredSong, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs_to")
    recipe = models.JSONField(null=True, blank=True)

    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    cancel_requested = models.BooleanField(default=False)
    progress = models.FloatField(default=0.0)
    stage = models.CharField(max_length=80, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_message = models.TextField(blank=True)

    created_at = models.DateTimeField(db_default=Now())
    queued_at = models.DateTimeField(db_default=Now(), help_text="when it was last put in the queue")
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "lease_until"]), models.Index(fields=["owner", "-created_at"])]
        constraints = [
            models.CheckConstraint(
                name="job_done_has_result",
                condition=~models.Q(state=JobState.DONE) | models.Q(result__isnull=False),
            ),
            models.CheckConstraint(name="job_attempts_at_most_three", condition=models.Q(attempt__lte=3)),
        ]

    def __str__(self) -> str:
        return f"{self.technique} {self.id} ({self.state})"
