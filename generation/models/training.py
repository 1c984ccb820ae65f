"""Training runs, and what was learnt epoch by epoch."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models.songs import StoredSong
from generation.models.work import JobState, Work


class TrainingRun(Work):
    """A network in training. Its checkpoints lie in a folder named after the row; a new attempt
    goes on from there."""

    TASK = "generation.tasks.training_run"
    ATTEMPTS = 6  # a run of hours outlives some restarts of the site
    GAVE_UP = (
        f"The training stopped {ATTEMPTS} times without finishing, so we gave up. Its last "
        "checkpoint is in the run's folder. See the worker's log for why, then start another run."
    )

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    technique = models.CharField(max_length=20)
    genre = models.CharField(max_length=20)
    plan = models.JSONField(
        default=dict,
        blank=True,
        help_text='numbers of the plan that differ from its defaults: {"steps": 500, "seed": 2}',
    )

    class Meta:
        constraints = [
            # Two would share the cores, and both be late.
            models.UniqueConstraint(
                name="one_training_at_a_time",
                fields=["technique"],
                condition=models.Q(state__in=[JobState.QUEUED, JobState.RUNNING]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.technique} on {self.genre} ({self.state})"


class TrainingEpoch(models.Model):
    """What a run had learnt at one point: losses, figures of what it plays, and a piece of it."""

    run = models.ForeignKey(TrainingRun, on_delete=models.CASCADE, related_name="epochs")
    phase = models.CharField(max_length=20)
    at = models.PositiveIntegerField(help_text="steps or cycles done")
    losses = models.JSONField(help_text="of training and validation")
    figures = models.JSONField(help_text="of the music it plays to unseen melodies")
    sample = models.ForeignKey(StoredSong, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="an_epoch_is_told_once", fields=["run", "phase", "at"])
        ]

    def __str__(self) -> str:
        return f"{self.phase} {self.at}"
