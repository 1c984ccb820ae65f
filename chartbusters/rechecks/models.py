"""A recheck of all entries of a challenge, how far it has come, and what it found."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry


class Kind(models.TextChoices):
    SCORES = "scores", "Scores, by the metrics of today"
    RULES = "rules", "Rules, as they stand now"


class Recheck(models.Model):
    """It goes through the entries by number, some at a time; `behind` is the last number of those
    it has done in this round."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="rechecks")
    kind = models.CharField(max_length=6, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rules = models.JSONField(default=list, help_text="as they stood when it was asked for")
    total = models.PositiveIntegerField(help_text="entries that stood when it was asked for")
    done = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(
        default=0, help_text="of this round: reports that are still being worked out"
    )
    behind = models.PositiveIntegerField(default=0)
    step = models.PositiveIntegerField(
        default=0, help_text="counted up by each worker that takes it: the older one writes no more"
    )
    held_until = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "kind"],
                condition=models.Q(finished_at=None),
                name="one_recheck_of_a_kind_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.challenge_id}"


class Finding(models.Model):
    """An entry that would not pass now. Nothing is done to it."""

    recheck = models.ForeignKey(Recheck, on_delete=models.CASCADE, related_name="findings")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    words = models.TextField(help_text="which rules it does not meet, and why")

    class Meta:
        ordering = ["entry__number"]
        constraints = [
            models.UniqueConstraint(fields=["recheck", "entry"], name="one_finding_per_entry")
        ]

    def __str__(self) -> str:
        return f"finding on {self.entry_id}"
