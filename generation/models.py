"""Songs by digest, and the jobs that make new ones."""

import json
import uuid
import zlib
from functools import cached_property
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.music.document import from_document, to_document
from generation.music.song import Song
from generation.written_json import WrittenJSON


class StoredSong(models.Model):
    """A song document under its digest. Written once, never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    packed = models.BinaryField(null=True, help_text="the document as JSON, compressed with zlib")
    plain = models.JSONField(
        null=True, db_column="document", help_text="the document of songs stored before packing"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_song_has_its_notes",
                condition=models.Q(packed__isnull=False) | models.Q(plain__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"song {self.digest[:8]}"  # its title stands in the document, which lists do without

    @property
    def document_json(self) -> bytes:
        """The document as it is sent, without being read."""
        return (
            unpacked(bytes(self.packed))
            if self.packed is not None
            else json.dumps(self.plain).encode()
        )

    @property
    def written(self) -> WrittenJSON:
        """The document for an answer of the API."""
        return WrittenJSON(self.document_json)

    @property
    def document(self) -> dict[str, Any]:
        return dict(json.loads(self.document_json) if self.packed is not None else self.plain or {})

    @cached_property
    def song(self) -> Song:
        """As it was stored: names that were cleaned otherwise then must not make another song of
        it.

        Read once a row: rows of songs are never changed, and reading 20,000 notes takes a while.
        """
        return from_document(self.document, clean=str)


class Bucket(models.Model):
    """What one caller has used up of one allowance; it runs out by itself. Written by
    `generation/ledger.py` alone."""

    budget = models.CharField(max_length=20)
    caller = models.CharField(max_length=80)
    seconds = models.PositiveIntegerField(help_text="in which all of the allowance is free again")
    spent = models.FloatField(default=0.0, help_text="at that moment; it has run out since")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_bucket", fields=["budget", "caller", "seconds"])
        ]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.budget} of {self.caller}: {self.spent:.1f}"


class Pace(models.Model):
    """How long wishes of one kind really take, beside what they were thought to cost: two sums that
    fade."""

    kind = models.CharField(primary_key=True, max_length=60)
    took = models.FloatField()
    cost = models.FloatField()

    def __str__(self) -> str:
        return f"{self.kind}: {self.took / self.cost:.2f}"


def packed(document: dict[str, Any]) -> bytes:
    """A document as rows keep it: a tenth to a quarter of its JSON."""
    return zlib.compress(
        json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode(), 6
    )


def packed_song(song: Song) -> bytes:
    """What a row keeps of the song, worked out once: it stays with the song."""
    kept: dict[str, Any] = vars(song)
    if "packed" not in kept:
        kept["packed"] = packed(to_document(song))
    return bytes(kept["packed"])


def unpacked(data: bytes) -> bytes:
    return zlib.decompress(data)


class JobState(models.TextChoices):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Work(models.Model):
    """What a worker does for somebody. The row is the truth; the message in the queue only says
    that there is a row.

    `attempt` is the fencing token: a worker may write only while the row still carries the attempt
    it claimed.
    """

    TASK: ClassVar[str]  # what the message in the queue calls
    ATTEMPTS: ClassVar[int]
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


class GenerationJob(Work):
    """One wish for new music."""

    TASK = "generation.tasks.job_run"
    ATTEMPTS = 3
    GAVE_UP = (
        f"The model stopped {ATTEMPTS} times without finishing, so we gave up. Your melody is "
        "safe. Try again, or try with a shorter melody."
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE
    )
    session_key = models.CharField(
        max_length=40, blank=True, help_text="whose job it is when nobody is signed in"
    )
    technique = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    seed = models.BigIntegerField()
    parameters = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="jobs_from")
    result = models.ForeignKey(
        StoredSong, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs_to"
    )
    recipe = models.JSONField(null=True, blank=True)

    caller = models.CharField(
        max_length=80, blank=True, help_text="who shares a turn, see generation/turns.py"
    )
    turn = models.BigIntegerField(default=0, help_text="the lowest goes first")
    cost_seconds = models.FloatField(
        default=0.0, help_text="of one worker, as generation/costs.py tells"
    )
    expected_seconds = models.FloatField(
        default=0.0, help_text="the same, corrected by what jobs really took"
    )
    charged_seconds = models.FloatField(
        default=0.0, help_text="counted in the ledger; in the end what it really took"
    )
    payers = models.JSONField(default=dict, blank=True, help_text="under what names it was counted")
    give_up_at = models.DateTimeField(
        null=True, blank=True, help_text="when this attempt has failed, whatever it does"
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["owner", "-created_at"]),
            models.Index(fields=["caller", "-turn"]),
            models.Index(fields=["-turn"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_done_has_result",
                condition=~models.Q(state=JobState.DONE) | models.Q(result__isnull=False),
            ),
            models.CheckConstraint(
                name="job_attempts_at_most_three", condition=models.Q(attempt__lte=3)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.technique} {self.id} ({self.state})"


class TrainingRun(Work):
    """A network in training. Its checkpoints lie in a folder named after the row; a new attempt
    goes on from there."""

    TASK = "generation.tasks.training_run"
    ATTEMPTS = 6  # a run of hours outlives some restarts of the site
    GAVE_UP = (
        f"The training stopped {ATTEMPTS} times without finishing, so we gave up. Its last "
        "checkpoint is in the run's folder. See the worker's log for why, then start another run."
    )

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    technique = models.CharField(max_length=20)
    genre = models.CharField(max_length=20)
    plan = models.JSONField(
        default=dict,
        blank=True,
        help_text='numbers of the plan that differ from its defaults: {"steps": 500, "seed": 2}',
    )

    class Meta:
        constraints = [
            # Two would share the cores, and both be late.
            models.UniqueConstraint(
                name="one_training_at_a_time",
                fields=["technique"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.technique} on {self.genre} ({self.state})"


class TrainingEpoch(models.Model):
    """What a run had learnt at one point: losses, figures of what it plays, and a piece of it."""

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="epochs")
    phase = models.CharField(max_length=20)
    at = models.PositiveIntegerField(help_text="steps or cycles done")
    losses = models.JSONField(help_text="of training and validation")
    figures = models.JSONField(help_text="of the music it plays to unseen melodies")
    sample = models.ForeignKey(StoredSong, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="an_epoch_is_told_once", fields=["run", "phase", "at"])
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.at}"
