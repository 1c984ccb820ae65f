"""Organisers: the people who run a challenge beside staff, each with a role."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models.challenges import Challenge


class Role(models.TextChoices):
    """What an organiser of a challenge may do; see `challenges/organisers.py`."""

    OWNER = "owner", "owner: everything"
    EDITOR = "editor", "editor: changes the challenge"
    MODERATOR = "moderator", "moderator: looks after entries and people"
    VIEWER = "viewer", "viewer: looks, and changes nothing"


class Organiser(models.Model):
    """Somebody who runs a challenge, beside staff who hold the permissions for all of them."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="organisers")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="organises"
    )
    role = models.CharField(max_length=9, choices=Role, default=Role.VIEWER)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["challenge", "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "person"], name="person_organises_a_challenge_once"
            ),
            models.CheckConstraint(
                name="organiser_has_a_known_role",
                condition=models.Q(role__in=["owner", "editor", "moderator", "viewer"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of {self.challenge_id}"
