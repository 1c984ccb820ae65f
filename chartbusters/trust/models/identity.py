"""What is known of a voter beside the account: from which part of the net it was made, when its
mail was confirmed, and in which browsers it was seen. All of it goes with the person."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Arrival(models.Model):
    """How somebody came. Who came before this was kept has no row, or one with less in it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="arrival"
    )
    network = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="the part of the net of the sign-up, sealed: no address can be read in it",
    )
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="when a mail address of theirs was first confirmed"
    )
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"arrival of {self.person_id}"


class Sighting(models.Model):
    """That an account was used in a browser. Two in one browser are linked: they may be one person,
    or a school's computer."""

    browser = models.CharField(max_length=64, help_text="digest of what its cookie holds")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sightings"
    )
    first_at = models.DateTimeField(db_default=Now())
    last_at = models.DateTimeField(db_default=Now(), db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["browser", "person"], name="seen_once_in_a_browser")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.browser[:8]}"
