"""Final rounds of a jury: which entries are in one, and in which order each juror puts them."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry

FEWEST, MOST = 2, 12  # finalists
RUNNING = Q(closed_at=None) & Q(ends_at__gt=Now())


class JuryRound(models.Model):
    """One final round. Rows are never deleted: who opens another one leaves this on record."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="jury_rounds")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    opened_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(
        null=True,
        help_text="when an organiser ended it early; where it ran its time, its end, once another "
        "one is opened",
    )

    class Meta:
        ordering = ["challenge", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge"], condition=Q(closed_at=None), name="one_open_round_a_challenge"
            ),
            models.CheckConstraint(
                name="round_ends_after_it_opens", condition=Q(ends_at__gt=F("opened_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"final round {self.pk} of {self.challenge_id}"

    @property
    def last_moment(self) -> datetime:
        """At which it ends, or has ended."""
        return self.closed_at or self.ends_at


class Finalist(models.Model):
    """An entry in a final round."""

    round = models.ForeignKey(JuryRound, on_delete=models.CASCADE, related_name="finalists")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="finals")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "entry"], name="finalist_once_in_a_round")
        ]

    def __str__(self) -> str:
        return f"entry {self.entry_id} in {self.round_id}"


class JuryOrder(models.Model):
    """That a juror has put the finalists in order, and when last."""

    round = models.ForeignKey(JuryRound, on_delete=models.CASCADE, related_name="orders")
    juror = models.ForeignKey("jury.Juror", on_delete=models.PROTECT, related_name="orders")
    said_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "juror"], name="one_order_a_round_and_juror")
        ]

    def __str__(self) -> str:
        return f"order of {self.juror_id} in {self.round_id}"


class GivenPlace(models.Model):
    """The place that a juror gave a finalist, 1 the best; several may have the same."""

    order = models.ForeignKey(JuryOrder, on_delete=models.CASCADE, related_name="places")
    finalist = models.ForeignKey(Finalist, on_delete=models.CASCADE, related_name="places")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "finalist"], name="one_place_a_finalist"),
            models.CheckConstraint(
                name="place_is_1_to_12", condition=Q(place__gte=1, place__lte=MOST)
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.place} for {self.finalist_id}"
