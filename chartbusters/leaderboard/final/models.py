"""The final board of a challenge in which not votes alone decide: votes, jury and metrics, each as
a percentile, weighed together."""

from typing import Any

from django.db import models

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.leaderboard.final.inputs import PARTS
from chartbusters.ranking.ranges import range_written


class FinalBoard(models.Model):
    """One computation, put in place of the one before as a whole."""

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="final_board"
    )
    facts = models.JSONField(default=list, help_text="how much there was of all that went in")
    inputs_digest = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=20, blank=True, help_text="of the code that computed it")
    seed = models.BigIntegerField(default=0, help_text="of the draws that made the intervals")
    figures = models.JSONField(
        default=dict, help_text="what all rows have in common: weights, jurors, agreement, gaps"
    )
    computed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(
        max_length=300, blank=True, help_text="why it cannot be computed; empty while it can"
    )

    def __str__(self) -> str:
        return f"final board of {self.challenge_id}"

    @property
    def among(self) -> int:
        """How many take places on it. Boards of before knew of none that do not."""
        return int(self.figures.get("among", self.figures.get("ranked", 0)))


class FinalStanding(models.Model):
    """One row of it. Percentiles are of the entries of the challenge, 0 to 1; a part that says
    nothing of an entry, or does not count, has none."""

    board = models.ForeignKey(FinalBoard, on_delete=models.CASCADE, related_name="standings")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="final_standings")
    position = models.PositiveIntegerField(help_text="total order, 1 first")
    final = models.FloatField(null=True, help_text="none where no part that counts knows of it")
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    rank_low = models.PositiveIntegerField()
    rank_high = models.PositiveIntegerField()
    public = models.FloatField(null=True)
    jury = models.FloatField(null=True)
    metrics = models.FloatField(null=True)
    figures = models.JSONField(default=dict, help_text="from which the percentiles were made")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["board", "entry"], name="entry_stands_once_at_the_end"),
            models.UniqueConstraint(fields=["board", "position"], name="final_position_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.entry_id}"

    @property
    def rank(self) -> str:
        return range_written(self.rank_low, self.rank_high)

    @property
    def shares(self) -> dict[str, Any]:
        return {part: getattr(self, part) for part in PARTS}
