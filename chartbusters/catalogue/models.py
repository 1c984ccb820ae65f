"""What owners of trained models ask organisers for."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from generation.models import TrainedModel

LONGEST_WORDS = 500  # characters


class Publication(models.Model):
    """That the owner of a model wishes to have it published, and what an organiser answered."""

    model = models.ForeignKey(TrainedModel, on_delete=models.CASCADE, related_name="publications")
    words = models.TextField(blank=True, max_length=LONGEST_WORDS, help_text="by the owner")
    asked_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted = models.BooleanField(null=True)
    answer = models.TextField(blank=True, max_length=LONGEST_WORDS, help_text="to the owner")

    class Meta:
        indexes = [models.Index(fields=["asked_at"], name="publications_in_turn")]
        constraints = [
            models.UniqueConstraint(
                fields=["model"],
                condition=models.Q(answered_at=None),
                name="one_open_request_a_model",
            ),
            models.CheckConstraint(
                name="an_answer_says_yes_or_no",
                condition=models.Q(answered_at=None, granted=None)
                | models.Q(answered_at__isnull=False, granted__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Publication of {self.model_id}"
