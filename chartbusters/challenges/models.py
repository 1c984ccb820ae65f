"""Challenges with their phases and rules, and the entries frozen into them."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.compositions.models import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    Composition,
    Revision,
    at_most,
)
from generation.models import StoredSong
from scoring.models import ScoreReport


class Phase(models.TextChoices):
    """Where a challenge stands by the database's clock; see `ChallengeQuerySet.with_phase`."""

    UPCOMING = "upcoming"
    OPEN = "open"
    VOTING = "voting"
    CLOSED = "closed"


def phase_of(challenge: str = "") -> models.Case:
    """The phase by the database's clock; `challenge` is the way there from other rows, such as
    `challenge__`."""
    ends = {
        Phase.UPCOMING: "opens_at",
        Phase.OPEN: "entries_close_at",
        Phase.VOTING: "voting_closes_at",
    }
    return models.Case(
        *(
            models.When(**{f"{challenge}{end}__gt": Now()}, then=models.Value(phase))
            for phase, end in ends.items()
        ),
        default=models.Value(Phase.CLOSED),
        output_field=models.CharField(),
    )


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def published(self) -> "ChallengeQuerySet":
        return self.filter(published=True)

    def with_phase(self) -> "models.QuerySet[PhasedChallenge]":
        """Adds `phase` and `now`, both by the database's clock, so that every web process
        agrees."""
        phased = self.annotate(now=Now(), phase=phase_of())
        return cast("models.QuerySet[PhasedChallenge]", phased)


class Challenge(models.Model):
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    overview = models.TextField(blank=True)
    genre = models.CharField(
        max_length=40,
        default="general",
        help_text="the real music that entries are measured beside",
    )
    rules = models.JSONField(
        default=list, blank=True, help_text='e.g. [{"rule": "minimum_bars", "value": 8}]'
    )
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
                violation_error_message="A challenge opens, then stops taking entries, then "
                "stops taking votes.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("challenge", args=[self.slug])


if TYPE_CHECKING:

    class PhasedChallenge(Challenge):
        """A challenge as `with_phase` finds it; others do not know their phase."""

        phase: str
        now: datetime
else:
    PhasedChallenge = Challenge


class ChallengeNote(models.Model):
    """What was changed in a challenge after it had opened, for everybody to read. Added, never
    edited."""

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
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries"
    )
    composition = models.ForeignKey(
        Composition, null=True, on_delete=models.SET_NULL, related_name="entries"
    )
    revision = models.ForeignKey(
        Revision, null=True, on_delete=models.SET_NULL, related_name="entries"
    )
    song = models.ForeignKey(StoredSong, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(
        help_text="by which it is known while it is blind; drawn, kept, given once"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    process_note = models.TextField(blank=True, max_length=LONGEST_NOTE)
    receipt = models.CharField(
        max_length=64,
        unique=True,
        help_text="SHA-256 over entry, challenge, maker, digest and time",
    )
    checked_rules = models.JSONField(
        null=True,
        editable=False,
        help_text="the challenge's rules as it met them; none for entries of before",
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
        null=True,
        editable=False,
        help_text="how many of a hundred notes are the same, as far as a sketch can tell",
    )
    # What votes ask of an entry stands in its row: reading it from the song would parse two songs a
    # vote.
    length_ms = models.PositiveIntegerField(
        help_text="of the song, from its beginning to the end of its last note"
    )
    exposures = models.PositiveIntegerField(
        default=0,
        db_default=0,
        help_text="ballots on which it stands that are cast, or may still be; see voting",
    )
    score_report = models.ForeignKey(ScoreReport, null=True, blank=True, on_delete=models.SET_NULL)
    submitted_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["submitted_at", "id"]
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(
                name="entry_title_is_short", condition=at_most("title", LONGEST_TITLE)
            ),
            models.CheckConstraint(
                name="entry_note_is_short", condition=at_most("process_note", LONGEST_NOTE)
            ),
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

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.challenge.slug, self.pk])


class Sketch(models.Model):
    """A small summary of an entry's music, by which it is compared with all others of its challenge
    at once."""

    entry = models.OneToOneField(
        Entry, primary_key=True, on_delete=models.CASCADE, related_name="sketch"
    )
    data = models.BinaryField(help_text="see generation/music/sounding.py")

    def __str__(self) -> str:
        return f"sketch of {self.entry_id}"
