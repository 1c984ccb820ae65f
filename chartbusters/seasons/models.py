"""Seasons with their challenges, and the rows of their boards as they were last computed."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.challenges.models import Challenge

LONGEST_WORDS = 2000


class Season(models.Model):
    """Challenges whose results are told together too, person by person."""

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    words = models.TextField(blank=True, max_length=LONGEST_WORDS, help_text="what it is about")
    challenges = models.ManyToManyField(Challenge, related_name="seasons", blank=True)
    published = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("season", args=[self.slug])


class SeasonBoard(models.Model):
    """What the board of a season was computed from; its rows are put in place as a whole."""

    season = models.OneToOneField(
        Season, primary_key=True, on_delete=models.CASCADE, related_name="board"
    )
    facts = models.JSONField(
        null=True, help_text="of each challenge that has ended: what its result came from"
    )
    counted = models.JSONField(default=list, help_text="keys of the challenges with a result")
    people = models.PositiveIntegerField(default=0, db_default=0, help_text="rows that it has")
    computed_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(
        max_length=300, blank=True, help_text="why it cannot be computed; empty while it can"
    )

    def __str__(self) -> str:
        return f"board of {self.season_id}"


class SeasonStanding(models.Model):
    """One person on it; see chartbusters/ranking/season.py."""

    season = models.ForeignKey(Season, on_delete=models.CASCADE, related_name="standings")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="season_standings"
    )
    position = models.PositiveIntegerField(help_text="total order, 1 first")
    place = models.PositiveIntegerField(help_text="equal ratings share it")
    rating = models.FloatField()
    low = models.FloatField()
    high = models.FloatField()
    contests = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["season", "person"], name="person_once_a_season"),
            models.UniqueConstraint(fields=["season", "position"], name="season_position_once"),
            models.CheckConstraint(
                name="season_rating_is_of_a_hundred",
                condition=Q(low__gte=0, high__lte=100, low__lte=F("rating"), high__gte=F("rating")),
            ),
            models.CheckConstraint(
                name="season_place_is_not_below_its_row",
                condition=Q(place__gte=1, place__lte=F("position"), contests__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.person_id}"
