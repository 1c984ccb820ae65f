"""Jobs: one wish for new music a row."""

from django.conf import settings
from django.db import models

from generation.models.songs import StoredSong
from generation.models.work import JobState, Work

MOST_ATTEMPTS = 3  # which the database holds too


class GenerationJob(Work):
    """One wish for new music."""

    TASK = "generation.tasks.job_run"
    ATTEMPTS = MOST_ATTEMPTS
    GAVE_UP = (
        f"The model stopped {ATTEMPTS} times without finishing, so we gave up. Your melody is "
        "safe. Try again, or try with a shorter melody."
    )

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE
    )
    session_key = models.CharField(
        max_length=40, blank=True, help_text="whose job it is when nobody is signed in"
    )
    technique = models.CharField(max_length=20)
    model = models.CharField(max_length=60)
    seed = models.BigIntegerField()
    parameters = models.JSONField(default=dict, blank=True)
    source = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="jobs_from")
    result = models.ForeignKey(
        StoredSong, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs_to"
    )
    recipe = models.JSONField(null=True, blank=True)

    caller = models.CharField(
        max_length=80, blank=True, help_text="who shares a turn, see generation/turns.py"
    )
    turn = models.BigIntegerField(default=0, help_text="the lowest goes first")
    cost_seconds = models.FloatField(
        default=0.0, help_text="of one worker, as generation/costs.py tells"
    )
    expected_seconds = models.FloatField(
        default=0.0, help_text="the same, corrected by what jobs really took"
    )
    charged_seconds = models.FloatField(
        default=0.0, help_text="counted in the ledger; in the end what it really took"
    )
    payers = models.JSONField(default=dict, blank=True, help_text="under what names it was counted")
    give_up_at = models.DateTimeField(
        null=True, blank=True, help_text="when this attempt has failed, whatever it does"
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["owner", "-created_at"]),
            models.Index(fields=["caller", "-turn"]),
            models.Index(fields=["-turn"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_done_has_result",
                condition=~models.Q(state=JobState.DONE) | models.Q(result__isnull=False),
            ),
            models.CheckConstraint(
                name="job_attempts_at_most_three", condition=models.Q(attempt__lte=MOST_ATTEMPTS)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.technique} {self.id} ({self.state})"
