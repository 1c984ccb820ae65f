"""Figures of a challenge as they were last counted: pages show them, and count nothing."""

from django.db import models

from chartbusters.challenges.models import Challenge


class Figures(models.Model):
    """One row a challenge, written whole by the worker that counted."""

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="figures"
    )
    told = models.JSONField(default=dict, help_text="see chartbusters/figures/counting.py")
    asked_at = models.DateTimeField(null=True, help_text="when a worker was last asked to count")
    counted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "figures"

    def __str__(self) -> str:
        return f"figures of {self.challenge_id}"
