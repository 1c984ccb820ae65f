"""Questions about notes: why a model wrote one, a row each."""

from django.db import models

from generation.models.jobs import GenerationJob
from generation.models.work import JobState, Work

MOST_TRIES = 2  # which the database holds too


class NoteExplanation(Work):
    """Why a note of a take was written, asked by whose take it is. A note is asked about once: its
    answer stays the same, and goes with the job."""

    TASK = "generation.tasks.note_explain"
    ATTEMPTS = MOST_TRIES
    GAVE_UP = (
        f"The model stopped {ATTEMPTS} times before it could tell. Your song is as it was. "
        "Ask about another note."
    )

    job = models.ForeignKey(GenerationJob, on_delete=models.CASCADE, related_name="explanations")
    of = models.PositiveSmallIntegerField(
        default=0, help_text="which take of the job: 0 is its result, the others count from 1"
    )
    track = models.PositiveSmallIntegerField()
    onset = models.PositiveIntegerField(help_text="ticks")
    pitch = models.PositiveSmallIntegerField()
    answer = models.JSONField(null=True, blank=True)
    payers = models.JSONField(default=dict, blank=True, help_text="under what names it was counted")

    class Meta:
        indexes = [models.Index(fields=["state", "lease_until"])]
        constraints = [
            models.UniqueConstraint(
                name="note_explained_once", fields=["job", "of", "track", "onset", "pitch"]
            ),
            models.CheckConstraint(
                name="explanation_done_has_answer",
                condition=~models.Q(state=JobState.DONE) | models.Q(answer__isnull=False),
            ),
            models.CheckConstraint(
                name="explanation_attempts_at_most_two",
                condition=models.Q(attempt__lte=MOST_TRIES),
            ),
        ]

    def __str__(self) -> str:
        return f"pitch {self.pitch} at {self.onset} of {self.job_id} ({self.state})"
