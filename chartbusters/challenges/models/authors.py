"""Who made an entry together with its maker."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from chartbusters.challenges.models.entries import Entry

MOST_AUTHORS = 5  # beside the maker


class Author(models.Model):
    """Somebody whom the maker named as a co-author of an entry. They stand beside the maker once
    they have accepted; nobody is put there without their word."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authorships"
    )
    place = models.PositiveSmallIntegerField(help_text="1 to 5: no entry has more")
    asked_at = models.DateTimeField(db_default=Now())
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["entry", "place"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="author_of_an_entry_once"),
            models.UniqueConstraint(fields=["entry", "place"], name="author_place_once"),
            models.CheckConstraint(
                name="five_authors_at_most", condition=Q(place__gte=1, place__lte=MOST_AUTHORS)
            ),
            models.CheckConstraint(
                name="author_says_yes_or_no", condition=Q(accepted_at=None) | Q(declined_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.entry_id}"
