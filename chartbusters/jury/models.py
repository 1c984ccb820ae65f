"""Jurors of a challenge, the rubric by which they judge, their sheets, and final rounds."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.jury.rounds.models import Finalist, GivenPlace, JuryOrder, JuryRound

__all__ = [
    "Criterion",
    "Finalist",
    "GivenPlace",
    "Juror",
    "JuryOrder",
    "JuryRound",
    "JuryScore",
    "JurySheet",
    "Reopening",
]
LEVELS = (1, 2, 3, 4, 5)
LONGEST_WORDS, LONGEST_NAME, LONGEST_REASON, LONGEST_COMMENT = 300, 60, 500, 2000


class Juror(models.Model):
    """Somebody who was asked to judge the entries of a challenge. Rows of who judged are never
    deleted."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="jurors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="juries",
        help_text="none until a link that went by mail was followed",
    )
    number = models.PositiveSmallIntegerField(
        help_text="by which everybody but the organisers knows them"
    )
    email = models.EmailField(blank=True, help_text="to which a link went; empty once accepted")
    link = models.CharField(
        max_length=64, null=True, blank=True, unique=True, help_text="digest of the code"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(db_default=Now())
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=LONGEST_REASON, blank=True)
    counts = models.BooleanField(
        default=True, db_default=True, help_text="whether what this juror submitted counts"
    )

    class Meta:
        ordering = ["challenge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "person"], name="person_once_on_a_jury"),
            models.UniqueConstraint(fields=["challenge", "number"], name="juror_number_given_once"),
            models.UniqueConstraint(
                "challenge", Lower("email"), condition=~Q(email=""), name="address_once_on_a_jury"
            ),
            models.CheckConstraint(
                name="juror_is_somebody", condition=Q(person__isnull=False) | ~Q(email="")
            ),
            models.CheckConstraint(
                name="juror_who_accepted_is_a_person",
                condition=Q(accepted_at=None) | Q(person__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"juror {self.number} of {self.challenge_id}"

    @property
    def state(self) -> str:
        if self.removed_at:
            return "removed" if self.counts else "set aside"
        if self.accepted_at:
            return "judging"
        return "declined" if self.declined_at else "invited"


class Criterion(models.Model):
    """One line of the rubric: what is judged, with words for each level."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=LONGEST_NAME)
    order = models.PositiveSmallIntegerField(default=1)
    weight = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="beside those of the other criteria, 1 to 100",
    )
    level_1 = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="the lowest")
    level_2 = models.CharField(max_length=LONGEST_WORDS, blank=True)
    level_3 = models.CharField(max_length=LONGEST_WORDS, blank=True)
    level_4 = models.CharField(max_length=LONGEST_WORDS, blank=True)
    level_5 = models.CharField(max_length=LONGEST_WORDS, blank=True, help_text="the highest")

    class Meta:
        ordering = ["challenge", "order", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(
                "challenge",
                Lower("name"),
                name="criterion_names_tell_apart",
                violation_error_message="The rubric has a criterion of this name already.",
            ),
            models.CheckConstraint(
                name="criterion_weight_is_1_to_100",
                condition=Q(weight__gte=1, weight__lte=100),
                violation_error_message="A criterion weighs 1 to 100.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def levels(self) -> list[tuple[int, str]]:
        """Each level with its words, the lowest first."""
        return [(level, str(getattr(self, f"level_{level}"))) for level in LEVELS]

    @property
    def wordless(self) -> list[int]:
        """The levels that have no words yet."""
        return [level for level, words in self.levels if not words.strip()]


class JurySheet(models.Model):
    """What one juror says of one entry: a draft until it is submitted."""

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="sheets")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="sheets")
    comment = models.TextField(
        blank=True, max_length=LONGEST_COMMENT, help_text="to the maker, who reads it at the end"
    )
    begun_at = models.DateTimeField(db_default=Now())
    saved_at = models.DateTimeField(db_default=Now())
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["juror", "entry"], name="one_sheet_a_juror_and_entry")
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class JuryScore(models.Model):
    """The level that a sheet gives for one criterion."""

    sheet = models.ForeignKey(JurySheet, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_level_a_criterion"),
            models.CheckConstraint(
                name="level_is_one_to_five", condition=Q(level__gte=1, level__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level} for {self.criterion_id}"


class Reopening(models.Model):
    """That a juror took a submitted sheet back, and what stood in it. Added, never edited."""

    sheet = models.ForeignKey(JurySheet, on_delete=models.CASCADE, related_name="reopenings")
    scores = models.JSONField(help_text="level by criterion, as they were submitted")
    submitted_at = models.DateTimeField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"reopening of {self.sheet_id}"
