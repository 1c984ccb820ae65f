"""Ratings computed from votes into runs; a board shows the columns of one run."""

from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.final.models import FinalBoard, FinalStanding

__all__ = ["Board", "FinalBoard", "FinalStanding", "RatingRun", "Standing"]


class RatingRun(models.Model):
    """One computation over all votes of a challenge. The same inputs give the same run."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rating_runs")
    inputs_digest = models.CharField(
        max_length=64, help_text="SHA-256 over the votes and entries that went in"
    )
    version = models.CharField(max_length=20, help_text="of the ranking code")
    parameters = models.JSONField(default=dict)
    votes = models.PositiveIntegerField(default=0)
    entries = models.PositiveIntegerField(
        default=0, db_default=0, help_text="standings that it has"
    )
    lowest = models.FloatField(
        default=0.0, db_default=0.0, help_text="bound of an interval among them"
    )
    highest = models.FloatField(default=1.0, db_default=1.0)
    fragility = models.JSONField(
        null=True, help_text="how few votes hold up the first place, once voting is over"
    )
    advantages = models.JSONField(
        null=True,
        help_text="points of being shown and heard first, with their errors, once voting is over; "
        "empty where neither is sure",
    )
    rows_digest = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="SHA-256 over its standings"
    )
    weights = models.BinaryField(
        null=True,
        help_text="of the votes that went in, in their order; empty where each weighed 1",
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "inputs_digest", "version"], name="one_run_per_inputs"
            )
        ]

    def __str__(self) -> str:
        return f"ratings of {self.challenge_id} from {self.votes} votes"


class Standing(models.Model):
    """One row of a board: rating with its 95 % interval, and the range of ranks that the interval
    allows."""

    run = models.ForeignKey(RatingRun, on_delete=models.CASCADE, related_name="standings")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="standings")
    position = models.PositiveIntegerField(help_text="total order, 1 first")
    rating = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    rank_low = models.PositiveIntegerField()
    rank_high = models.PositiveIntegerField()
    votes = models.PositiveIntegerField(help_text="decisive votes and ties on this entry")
    controlled = models.FloatField(
        null=True, help_text="the rating without the advantages of its run, where these are sure"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["run", "entry"], name="entry_stands_once"),
            models.UniqueConstraint(fields=["run", "position"], name="position_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.entry_id}"


class Board(models.Model):
    """Which run a challenge shows. Publishing a board is switching this key."""

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="board"
    )
    run = models.ForeignKey(RatingRun, null=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    # Votes are read and rated outside of any transaction. Readings are numbered before they begin,
    # so that one which is done late never takes the place of a later one.
    readings = models.PositiveBigIntegerField(default=0, db_default=0, help_text="that were begun")
    reading = models.PositiveBigIntegerField(default=0, db_default=0, help_text="that is shown")
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="when the reading that is shown was begun"
    )
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="when a worker was last asked for it and has not done it"
    )
    seconds = models.FloatField(
        default=0.0, db_default=0.0, help_text="that the last computation took"
    )
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(
        max_length=300, blank=True, help_text="why it cannot be computed; empty while it can"
    )

    def __str__(self) -> str:
        return f"board of {self.challenge_id}"


class Audience(models.TextChoices):
    PUBLIC = "public", "everybody"
    STAFF = "staff", "staff, as it was hidden then"


class Occasion(models.TextChoices):
    """Why a board was sealed."""

    DAY = "day", "a day was over"
    FROZEN = "frozen", "it was frozen"
    CLOSED = "closed", "voting was over"
    CHANGED = "changed", "it changed after voting was over"


class BoardSnapshot(models.Model):
    """What a board said at a moment. Each names the one before by its digest, so that none can be
    changed or left out without a trace."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="snapshots", db_index=False
    )
    number = models.PositiveIntegerField(help_text="1 first, without gaps")
    audience = models.CharField(max_length=6, choices=Audience)
    occasion = models.CharField(max_length=7, choices=Occasion)
    run = models.ForeignKey(RatingRun, on_delete=models.PROTECT, related_name="snapshots")
    sealed_at = models.DateTimeField()
    before = models.CharField(
        max_length=64, blank=True, help_text="digest of the one before; empty for the first"
    )
    digest = models.CharField(max_length=64, help_text="see `chain.py`")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "number"], name="snapshots_numbered_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"snapshot {self.number} of {self.challenge_id}"
