"""What staff said of a voter, word after word, and what voters asked them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge


class Verdict(models.TextChoices):
    QUARANTINE = "quarantine", "set aside"
    RELEASE = "release", "counts wholly"
    AUTOMATIC = "automatic", "as the tests say"
    VOID = "void", "voided"
    RESTORE = "restore", "no longer void"


class Decision(models.Model):
    """A word of staff on all votes of a voter in a challenge. Words are added; the last one
    holds."""

    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="decisions")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="decisions"
    )
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["challenge", "voter", "id"], name="decisions_in_order")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.voter_id} in {self.challenge_id}"


class Appeal(models.Model):
    """What somebody asks whose votes were voided, and what staff answered."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="appeals")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appeals"
    )
    words = models.CharField(max_length=2000)
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.CharField(max_length=2000, blank=True, default="")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "person"],
                condition=Q(answered_at=None),
                name="one_question_at_a_time",
            ),
            models.CheckConstraint(
                name="answers_have_an_author",
                condition=Q(answered_at=None, answered_by=None) | ~Q(answered_by=None),
            ),
        ]

    def __str__(self) -> str:
        return f"question of {self.person_id} on {self.challenge_id}"
