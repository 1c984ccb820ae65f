"""What is known of a song that everybody may find, and the hearts that people give to songs."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.compositions.models import Composition


class Listing(models.Model):
    """One song in the lists: what it is found by, and what a card of it tells. Its key is its place
    among the fresh ones: it is given when the song is first shown to everybody, and stays."""

    composition = models.OneToOneField(
        Composition, on_delete=models.CASCADE, related_name="listing"
    )
    listed = models.BooleanField(
        default=False, db_default=False, help_text="everybody may see the song"
    )
    hearts = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="of so many people; see indexing.py"
    )
    plays = models.PositiveIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="heard so often; the sum of its days in the room of plays, kept by the database",
    )
    digest = models.CharField(max_length=64, help_text="of the song that is told of here")
    genre = models.CharField(max_length=20, blank=True, default="", db_default="")
    techniques = models.CharField(
        max_length=100, blank=True, default="", db_default="", help_text="in one line"
    )
    seconds = models.PositiveIntegerField(default=0, db_default=0)
    words = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="that it is found by, a space around each; none while it is not listed",
    )
    listed_at = models.DateTimeField(db_default=Now(), help_text="first")

    class Meta:
        indexes = [
            models.Index(
                fields=["-id"], condition=models.Q(listed=True), name="songs_listed_fresh"
            ),
            models.Index(
                fields=["-hearts", "-id"],
                condition=models.Q(listed=True),
                name="songs_listed_loved",
            ),
            models.Index(
                fields=["-plays", "-id"],
                condition=models.Q(listed=True),
                name="songs_listed_heard",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="what_is_not_listed_has_no_words",
                condition=models.Q(listed=True) | models.Q(words=""),
            )
        ]

    def __str__(self) -> str:
        return f"listing of {self.composition_id}"


class Part(models.Model):
    """A model that had a part in a song in the lists: by which all songs of a model are found, and
    not by reading every recipe."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="parts")
    model = models.CharField(max_length=60, help_text="as recipes name it")
    digest = models.CharField(max_length=64, help_text="of the weights that played")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "model", "digest"], name="a_part_once")
        ]
        indexes = [models.Index(fields=["model", "-listing"], name="songs_of_a_model")]

    def __str__(self) -> str:
        return f"{self.model} in {self.listing_id}"


class Heart(models.Model):
    """One person's for one song. The number in the listing is kept by the database."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="given")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hearts"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "person"], name="heart_given_once")
        ]
        indexes = [models.Index(fields=["person", "-id"], name="hearts_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} loves {self.listing_id}"
