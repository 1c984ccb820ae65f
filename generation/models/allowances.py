"""What callers have used up, and how long wishes really take."""

from django.db import models
from django.db.models.functions import Now


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
