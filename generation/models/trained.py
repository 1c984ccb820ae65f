"""Models that people have trained here."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models.songs import StoredSong
from generation.models.training import TrainingRun
from generation.models.work import Visibility

TRAINED = "t-"  # how the names of trained models begin, and no installed one's does


class TrainedModel(models.Model):
    """A model of somebody: its card, and under which key its weights are stored.

    Its weights never change: a run that goes on makes another model. A withdrawn one keeps its row,
    since recipes of songs name it, but can be asked for nothing more.
    """

    name = models.CharField(max_length=60, unique=True, help_text="in recipes and addresses")
    title = models.CharField(max_length=80)
    description = models.TextField(blank=True, help_text="by its maker, plain text")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    technique = models.CharField(max_length=20)
    genre = models.CharField(max_length=20)
    run = models.ForeignKey(TrainingRun, null=True, on_delete=models.SET_NULL, related_name="made")
    epoch = models.PositiveIntegerField(default=0, help_text="of the run, whose weights these are")
    card = models.JSONField(help_text="as installed models have it, see generation/catalogue.py")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the weights")
    weights_key = models.CharField(max_length=200, help_text="of the file in the storage")
    weights_bytes = models.PositiveIntegerField()
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PRIVATE, db_index=True
    )
    link_token = models.CharField(
        max_length=32, blank=True, help_text="drawn when it is shared, and anew the next time"
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-created_at"]),
            models.Index(fields=["digest"]),
        ]
        constraints = [
            models.UniqueConstraint(name="an_epoch_is_one_model", fields=["run", "epoch"]),
            models.CheckConstraint(
                name="published_by_an_organiser",
                condition=~models.Q(visibility=Visibility.PUBLISHED)
                | models.Q(published_at__isnull=False),
            ),
            # Only what is shared by a link has one, so that a dead one never comes to life again.
            models.CheckConstraint(
                name="only_linked_models_have_a_token",
                condition=models.Q(visibility=Visibility.LINK) ^ models.Q(link_token=""),
            ),
            models.CheckConstraint(
                name="withdrawn_models_are_private",
                condition=models.Q(withdrawn_at=None) | models.Q(visibility=Visibility.PRIVATE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.name})"


class TrainedModelExample(models.Model):
    """What a model made of a melody: before and after, to be heard on its page."""

    model = models.ForeignKey(TrainedModel, on_delete=models.CASCADE, related_name="examples")
    number = models.PositiveSmallIntegerField()
    before = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="an_example_has_its_number", fields=["model", "number"])
        ]

    def __str__(self) -> str:
        return f"example {self.number}"


class KeptModel(models.Model):
    """Somebody who was sent the link of a model keeps it: it stands in their studio for as long as
    that link holds."""

    model = models.ForeignKey(TrainedModel, on_delete=models.CASCADE, related_name="kept")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_models"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "model"], name="a_model_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.model_id}"
