"""The trail: one row for each act that matters to whoever has to tell an attack later."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Act(models.TextChoices):
    SIGNED_IN = "signed_in", "signed in"
    SIGN_IN_FAILED = "sign_in_failed", "failed to sign in"
    FACTOR_FAILED = "factor_failed", "failed at the second factor"
    PASSWORD_CHANGED = "password_changed", "changed the password"
    PASSWORD_RESET = "password_reset", "got a new password by mail"
    MAIL_CHANGED = "mail_changed", "changed mail addresses"
    FACTOR_ON = "factor_on", "turned a second factor on"
    FACTOR_OFF = "factor_off", "turned a second factor off"
    CODES_MADE = "codes_made", "made new recovery codes"
    TOKEN_MADE = "token_made", "made a token"
    TOKEN_TAKEN = "token_taken", "took a token away"
    SESSION_ENDED = "session_ended", "ended sessions elsewhere"
    VISIBILITY = "visibility", "changed who sees a song"
    LINK_MADE = "link_made", "made a secret link"
    LINK_TAKEN = "link_taken", "took a secret link back"
    STAFF = "staff", "acted as an organiser"
    WEIGHED = "weighed", "was weighed anew"


class Trace(models.Model):
    """Who, what, to whom or what, when, and from which part of the net. Names are looked up, never
    kept.

    The database refuses to change a row, and to delete one of the last 30 days (guards.py).
    """

    at = models.DateTimeField(db_default=Now(), db_index=True)
    act = models.CharField(max_length=20, choices=Act)
    # No constraints: a row of the trail neither holds a person back nor goes or changes with one.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
    )
    row = models.CharField(
        max_length=120, blank=True, help_text="kind and number of what it was done to"
    )
    words = models.CharField(max_length=300, blank=True)
    network = models.CharField(max_length=50, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "trail"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} UTC: {self.get_act_display()}"
