"""Score reports: what the metrics say of one song beside the real music of one genre."""

import uuid

from django.db import models
from django.db.models.functions import Now

from generation.models import StoredSong
from scoring.reference import reference_of


class ReportState(models.TextChoices):
    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


class ScoreReport(models.Model):
    """One judgement of one song by one version of the metrics. The same question is answered
    once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="score_reports")
    genre = models.CharField(max_length=40)
    version = models.CharField(max_length=20, help_text="of the metrics and references that judged")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.QUEUED)
    metrics = models.JSONField(default=dict, blank=True)
    groups = models.JSONField(default=dict, blank=True)
    score = models.FloatField(null=True, blank=True)
    findings = models.JSONField(default=list, blank=True, help_text="heaviest first")
    left_out = models.JSONField(default=dict, blank=True, help_text="notes unheard, by reason")
    seed = models.CharField(
        max_length=32,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="the secret draw it was judged by; empty for the public one",
    )
    error_message = models.TextField(blank=True)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="computations begun")
    caller = models.CharField(
        max_length=80, blank=True, help_text="in whose turn it is computed; empty afterwards"
    )
    turn = models.PositiveBigIntegerField(default=0, help_text="see generation/turns.py")
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["song", "genre", "version", "seed"], name="one_report_per_draw"
            )
        ]

    def __str__(self) -> str:
        return f"report on {self.song_id[:8]} as {self.genre}"

    @property
    def beside(self) -> str:
        """The real music it was set beside: that of its genre, or all music together where there is
        none of it."""
        return reference_of(self.genre).title


class Rescoring(models.Model):
    """All reports of older versions answered by a new one, how far it has come; `behind` is the
    last of those it has looked at."""

    version = models.CharField(max_length=20, unique=True)
    total = models.PositiveIntegerField(help_text="reports of older versions when it was asked for")
    done = models.PositiveIntegerField(default=0, help_text="that it has looked at")
    failed = models.PositiveIntegerField(default=0, help_text="that could not be asked for again")
    behind = models.UUIDField(null=True, editable=False)
    asked_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, editable=False)

    def __str__(self) -> str:
        return f"everything by version {self.version}"
