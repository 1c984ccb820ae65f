"""Challenges with their phases and rules, and the entries frozen into them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.compositions.models import Composition, Revision
from generation.models import StoredSong
from scoring.models import ScoreReport


class Phase(models.TextChoices):
    """Where a challenge stands by the database's clock; see `ChallengeQuerySet.with_phase`."""

    UPCOMING = "upcoming"
    OPEN = "open"
    VOTING = "voting"
    CLOSED = "closed"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def published(self) -> "ChallengeQuerySet":
        return self.filter(published=True)

    def with_phase(self) -> "ChallengeQuerySet":
        """Adds `phase` and `now`, both by the database's clock, so that every web process agrees."""
        return self.annotate(
            now=Now(),
            phase=models.Case(
                models.When(opens_at__gt=Now(), then=models.Value(Phase.UPCOMING)),
                models.When(entries_close_at__gt=Now(), then=models.Value(Phase.OPEN)),
                models.When(voting_closes_at__gt=Now(), then=models.Value(Phase.VOTING)),
                default=models.Value(Phase.CLOSED),
                output_field=models.CharField(),
            ),
        )


class Challenge(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    overview = models.TextField(blank=True)
    genre = models.CharField(
        max_length=40, default="general", help_text="the real music that entries are measured beside"
    )
    rules = models.JSONField(default=list, blank=True, help_text='e.g. [{"rule": "minimum_bars", "value": 8}]')
    published = models.BooleanField(default=False)
    opens_at = models.DateTimeField()
    entries_close_at = models.DateTimeField()
    voting_closes_at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                name="phases_in_order",
                condition=models.Q(opens_at__lt=models.F("entries_close_at"))
                & models.Q(entries_close_at__lt=models.F("voting_closes_at")),
                violation_error_message="A challenge opens, then stops taking entries, then stops taking votes.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ChallengeNote(models.Model):
    """What was changed in a challenge after it had opened, for everybody to read. Added, never edited."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.text


class Entry(models.Model):
    """One revision, frozen into a challenge with a receipt."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="entries")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries")
    composition = models.ForeignKey(Composition, null=True, on_delete=models.SET_NULL, related_name="entries")
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="entries")
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(help_text="by which it is known while it is blind; drawn, kept, given once")
    title = models.CharField(max_length=200)
    process_note = models.TextField(blank=True, max_length=2000)
    receipt = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 over entry, challenge, maker, digest and time"
    )
    checked_rules = models.JSONField(
        null=True, editable=False, help_text="the challenge's rules as it met them; none for entries of before"
    )
    sounding = models.CharField(  # noqa: DJ001  null is told apart by the constraint
        max_length=64,
        null=True,
        editable=False,
        help_text="digest of what sounds; none for music that was in twice before this was asked",
    )
    alike = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
        help_text="somebody else's entry of nearly the same notes that was there before",
    )
    alike_percent = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text="how many of a hundred notes are the same, as far as a sketch can tell"
    )
    score_report = models.ForeignKey(ScoreReport, null=True, blank=True, on_delete=models.SET_NULL)
    submitted_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["submitted_at", "id"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="entry_number_given_once"),
            models.UniqueConstraint(
                fields=["challenge", "maker"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_entry_per_maker",
            ),
            models.UniqueConstraint(
                fields=["challenge", "sounding"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_entry_per_music",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} in {self.challenge_id}"


class Sketch(models.Model):
    """A small summary of an entry's music, by which it is compared with all others of its challenge at once."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.CASCADE, related_name="sketch")
    data = models.BinaryField(help_text="see generation/music/sounding.py")

    def __str__(self) -> str:
        return f"sketch of {self.entry_id}"
