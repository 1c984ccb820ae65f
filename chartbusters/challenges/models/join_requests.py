"""Who asks to take part in a challenge that is for members, and what an organiser said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models.challenges import Challenge


class JoinRequest(models.Model):
    """A person's wish to be a member, in a sentence to the organisers: one of each person in each
    challenge, answered once."""

    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.CASCADE,
        related_name="join_requests",
        db_index=False,  # both constraints' begin with it
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    words = models.CharField(max_length=200)
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(null=True, help_text="empty until an organiser has answered")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["challenge", "id"],
                condition=Q(answered_at=None),
                name="join_requests_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "person"], name="join_request_once"),
            models.CheckConstraint(
                name="join_request_answered",
                condition=Q(answered_at=None, accepted=None)
                | Q(answered_at__isnull=False, accepted__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"wish of {self.person_id} to be a member of {self.challenge_id}"
