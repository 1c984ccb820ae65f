"""Words of organisers that an entry is out of its challenge, or in it again. Added, never
changed."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models.entries import Entry

LONGEST_REASON = 500


class Disqualification(models.Model):
    """The first word on an entry says that it is out, the second that it is in again, and so on;
    the last one holds. The entry's own row says the same (`disqualified_at`), for whoever lists
    entries."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="disqualifications")
    number = models.PositiveSmallIntegerField(
        help_text="odd ones put the entry out, even ones take that back"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=LONGEST_REASON)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["entry", "number"]
        constraints = [
            # Of two that say it at once one does: the other finds the number taken.
            models.UniqueConstraint(fields=["entry", "number"], name="words_on_an_entry_in_order"),
            models.CheckConstraint(
                name="words_on_an_entry_begin_at_one", condition=models.Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} is {'out' if self.out else 'in again'}"

    @property
    def out(self) -> bool:
        return self.number % 2 == 1
