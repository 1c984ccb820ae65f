"""Mail that waits to be sent. A row is gone once the mail server has taken the mail."""

from django.db import models
from django.db.models.functions import Now


class OutgoingMail(models.Model):
    """One mail, as it is to be sent: its text may hold links that open an account, so no page shows
    it."""

    to = models.TextField(help_text="addresses, for whoever keeps the site running")
    subject = models.TextField()
    content = models.JSONField(help_text="all that the mail is made of")
    attempts = models.PositiveSmallIntegerField(db_default=0)
    error = models.TextField(blank=True, help_text="what went wrong the last time")
    created_at = models.DateTimeField(db_default=Now())
    next_at = models.DateTimeField(
        db_default=Now(), help_text="not tried before; also the lease of who tries it now"
    )
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "outgoing mail"
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(given_up_at=None), name="mail_due")
        ]

    def __str__(self) -> str:
        return f"{self.subject} (to {self.to})"
