"""What all work of workers has in common: states, attempts, leases."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    PAUSED = "paused"  # by its owner, or for others to have their turn: only a training run


class Visibility(models.TextChoices):
    """Who sees what somebody has trained."""

    PRIVATE = "private"
    LINK = "link", "whoever has the link"
    PUBLISHED = "published", "everybody: an organiser has published it"


class Work(models.Model):
    """What a worker does for somebody. The row is the truth; the message in the queue only says
    that there is a row.

    `attempt` is the fencing token: a worker may write only while the row still carries the attempt
    it claimed.
    """

    TASK: ClassVar[str]  # what the message in the queue calls
    ATTEMPTS: ClassVar[int]
    TRIES: ClassVar[str] = "attempt"  # the column that these bound
    GAVE_UP: ClassVar[str]  # what is told when the last of them came to nothing

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
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
    queued_at = models.DateTimeField(
        db_default=Now(), help_text="when it was last put in the queue"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
