"""What organisers have written to people of a challenge."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models.challenges import Challenge


class Letter(models.Model):
    """Words of an organiser to many people at once. Added, never edited."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="letters")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    to = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.subject
