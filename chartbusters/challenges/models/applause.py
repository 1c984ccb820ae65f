"""Applause for entries once their challenge is over: it pleases, and moves no rank."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models.entries import Entry


class Applause(models.Model):
    """One person's for one entry."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="applauses")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applauses"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="applause_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} applauds {self.entry_id}"
