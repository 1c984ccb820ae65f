"""What a challenge shows beside its words: the picture on its cover, and songs as examples."""

from django.db import models

from chartbusters.challenges.models.challenges import Challenge
from chartbusters.compositions.models import Composition


class Picture(models.Model):
    """The picture on a cover, written anew from what was sent; its digest stands in the challenge,
    which lists read."""

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    data = models.BinaryField(help_text="a JPEG of ours")

    def __str__(self) -> str:
        return f"picture of {self.challenge_id}"


class Example(models.Model):
    """A public song that a challenge plays to say what it is about."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="examples")
    composition = models.ForeignKey(Composition, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["challenge", "place"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "composition"], name="example_plays_once")
        ]

    def __str__(self) -> str:
        return f"example {self.place} of {self.challenge_id}"
