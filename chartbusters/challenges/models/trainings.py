"""What the maker of an entry trained here to make it, where a challenge asked for that."""

from django.db import models

from chartbusters.challenges.models.entries import Entry
from generation.models import TrainedModel, TrainingRun


class EntryTraining(models.Model):
    """A model in the history of an entry, and the run in which its maker trained it. Kept when
    somebody enters: everybody may look at the run once the result is told."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="trainings")
    model = models.ForeignKey(
        TrainedModel, null=True, on_delete=models.SET_NULL, related_name="entered_with"
    )
    run = models.ForeignKey(
        TrainingRun, null=True, on_delete=models.SET_NULL, related_name="entered_with"
    )
    name = models.CharField(max_length=60, help_text="of the model, in recipes")
    title = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="entry_training_once", fields=["entry", "name"])
        ]

    def __str__(self) -> str:
        return f"{self.title} behind {self.entry_id}"
