"""Score reports: what the metrics say of one song beside the real music of one genre. And
provenance: what a song is beside the recipes in its history."""

import uuid

from django.conf import settings
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


class Standing(models.TextChoices):
    """What a song is beside its recipes."""

    VERIFIED = "verified"
    EDITED = "edited", "edited after generation"
    UNREPRODUCIBLE = "unreproducible", "not reproducible"
    BY_HAND = "by_hand", "made by hand"


class Provenance(models.Model):
    """What one song of one person is beside the recipes in its history. The same music of two
    people may have come about in two ways."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="provenances")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="provenances"
    )
    recipes = models.JSONField(default=list, help_text="that the history of the song names")
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.QUEUED)
    standing = models.CharField(max_length=16, choices=Standing, blank=True)
    notes = models.PositiveIntegerField(default=0, help_text="of the song")
    written = models.PositiveIntegerField(default=0, help_text="notes that its models wrote")
    kept = models.PositiveIntegerField(default=0, help_text="of these, as they were written")
    lost = models.JSONField(default=list, help_text="the first of the others: where they stood")
    takes = models.JSONField(default=list, help_text="each with its model, its notes, and why not")
    error_message = models.TextField(blank=True)
    attempt = models.PositiveSmallIntegerField(default=0, help_text="looks that came to nothing")
    held_until = models.DateTimeField(null=True, help_text="by the worker that looks at it")
    caller = models.CharField(
        max_length=80, blank=True, help_text="in whose turn it is looked at; empty afterwards"
    )
    turn = models.PositiveBigIntegerField(default=0, help_text="see generation/turns.py")
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "turn"], name="provenances_that_wait")]
        constraints = [
            models.UniqueConstraint(fields=["song", "owner"], name="one_provenance_per_song"),
            models.CheckConstraint(
                name="provenance_keeps_what_was_written",
                condition=models.Q(kept__lte=models.F("written"))
                & models.Q(kept__lte=models.F("notes")),
            ),
            models.CheckConstraint(
                name="provenance_done_says_what_it_is",
                condition=~models.Q(state=ReportState.DONE) | ~models.Q(standing=""),
            ),
        ]

    def __str__(self) -> str:
        return f"provenance of {self.song_id[:8]}"


class ReplayedTake(models.Model):
    """What came of making a take again: once for each recipe, however many songs were made with it,
    so that checking costs no more than making did. It tells of no person."""

    key = models.CharField(primary_key=True, max_length=64, help_text="digest of the recipe")
    why = models.CharField(max_length=20, blank=True, help_text="not; empty: note for note")
    equal = models.PositiveIntegerField(default=0)
    notes = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"replayed {self.key[:8]}"


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
