"""Plays by day, from which each song's number is counted; who has heard what within the last hours;
and how far counting has come."""

from django.db import models

from chartbusters.discovery.models import Listing


class Source(models.IntegerChoices):
    PAGE = 1, "on this site"
    EMBED = 2, "in players on other sites"


class PlayDay(models.Model):
    """The log: plays of a song on a day (UTC), from one source. The number in the listing is their
    sum, kept by the database; see keeping.py."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="play_days")
    day = models.DateField()
    source = models.PositiveSmallIntegerField(choices=Source.choices)
    plays = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "day", "source"], name="plays_of_a_day_once"
            ),
            models.CheckConstraint(
                name="plays_come_from_somewhere", condition=models.Q(source__in=Source.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plays} plays of {self.listing_id} on {self.day}"


class Hearing(models.Model):
    """That a viewer has heard a song, until the same viewer counts again; then it is forgotten.
    Viewer and network are sealed: without our key they tell nobody."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="hearings")
    viewer = models.CharField(max_length=32)
    network = models.CharField(max_length=32)
    counted_at = models.DateTimeField(help_text="by the clock of the stream, as all times here")
    needed_ms = models.PositiveIntegerField(help_text="that were listened to this song alone")
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["viewer", "listing"], name="viewer_heard_once")
        ]
        indexes = [models.Index(fields=["listing", "network"], name="hearings_of_a_network")]

    def __str__(self) -> str:
        return f"{self.listing_id} was heard until {self.until}"


class Counting(models.Model):
    """How far the stream of plays is counted: one row, changed by the transaction that counts."""

    place = models.CharField(max_length=41, default="0-0")

    class Meta:
        constraints = [
            models.CheckConstraint(name="one_counting_of_plays", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return f"counted up to {self.place}"
