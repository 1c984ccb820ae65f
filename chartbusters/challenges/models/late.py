"""Links by which one person may still enter after entries closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models.challenges import Challenge
from chartbusters.challenges.models.entries import Entry


class LateLink(models.Model):
    """An organiser's word that one person may enter once more, until a moment. Of the link only
    the digest is kept."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="late_links")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="late_links"
    )
    digest = models.CharField(max_length=64, unique=True, help_text="of the code in the link")
    until = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(db_default=Now())
    used_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(
        Entry, null=True, on_delete=models.SET_NULL, related_name="late_link"
    )
    ended_at = models.DateTimeField(null=True, help_text="when an organiser took it back")

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "person"],
                condition=Q(used_at=None, ended_at=None),
                name="one_late_link_a_person",
            ),
            models.CheckConstraint(
                name="late_link_used_or_ended", condition=Q(used_at=None) | Q(ended_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"late link of {self.person_id}"
