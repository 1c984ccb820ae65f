"""Which steps of capsules people with an account have done."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

LONGEST_NAME = 40  # letters of a capsule's or a step's name in addresses


class StepDone(models.Model):
    """A person has done a step of a capsule. What they answered is theirs, and not kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="steps_done"
    )
    capsule = models.SlugField(max_length=LONGEST_NAME)
    step = models.SlugField(max_length=LONGEST_NAME)
    done_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "capsule", "step"], name="step_done_once_by_a_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.capsule}/{self.step}"
