"""Archives that people asked for, and who has left."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models import JobState, Work


class Export(Work):
    """One archive of all that is a person's. Its file carries the row's id and attempt, so that
    none is ever lost."""

    TASK = "chartbusters.leaving.tasks.export_make"
    ATTEMPTS = 3
    GAVE_UP = (
        f"Making the archive stopped {ATTEMPTS} times, so we gave up. Nothing of yours is lost; "
        "ask for it again."
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports"
    )
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="when file and row go")

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["owner", "-created_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_export_at_a_time",
                fields=["owner"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
            )
        ]

    def __str__(self) -> str:
        return f"export {self.pk} ({self.state})"

    @property
    def files(self) -> list[str]:
        """Where each attempt so far may have put its file."""
        return [f"exports/{self.pk}-{attempt}.zip" for attempt in range(1, self.attempt + 1)]


class Departure(models.Model):
    """That a person has left, who saw to it, and what is still to be tidied away after them."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="departure"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="the person, or an organiser; empty: the operator's command",
    )
    username = models.CharField(max_length=150, help_text="what the row that is left is called")
    songs = models.JSONField(
        default=list, help_text="digests of songs that nobody may hold any more"
    )
    left_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"departure of {self.username}"
