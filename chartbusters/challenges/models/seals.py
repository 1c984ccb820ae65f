"""Seals: which songs are the tune of an entry, and are silent while the vote on it runs."""

from django.db import models

from chartbusters.challenges.models.entries import Entry


class Seal(models.Model):
    """A song of an entry's maker that has the tune of the entry. Whether it is silent now is told
    by the entry and the clock: nothing has to be opened when voting ends, or is moved.

    The song by its digest alone: a seal holds no song that its maker has deleted.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="seals")
    digest = models.CharField(max_length=64, db_index=True, help_text="of the song")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "digest"], name="sealed_once")]

    def __str__(self) -> str:
        return f"{self.digest[:8]} has the tune of {self.entry_id}"
