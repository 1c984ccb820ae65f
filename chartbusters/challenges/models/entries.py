"""Entries: revisions frozen into a challenge, each with a receipt."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from chartbusters.challenges.models.challenges import Challenge
from chartbusters.compositions.models import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    Composition,
    Revision,
    at_most,
)
from generation.models import StoredSong
from scoring.models import Provenance, ScoreReport


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
    slot = models.PositiveSmallIntegerField(
        default=1,
        db_default=1,
        editable=False,
        help_text="which of the entries that its maker may have in it, 1 first",
    )
    heard_by_all = models.BooleanField(
        default=False,
        db_default=False,
        help_text="its maker agreed that the song stays public while the vote runs",
    )
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
    conditions_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="of the conditions that its maker has accepted; empty where there were none",
    )
    conditions_accepted_at = models.DateTimeField(null=True, editable=False)
    co_authors = models.PositiveSmallIntegerField(
        default=0,
        db_default=0,
        editable=False,
        help_text="who have accepted to stand beside its maker",
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
    applauded = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="by so many people, since it was over"
    )
    score_report = models.ForeignKey(ScoreReport, null=True, blank=True, on_delete=models.SET_NULL)
    provenance = models.ForeignKey(
        Provenance,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        editable=False,
        related_name="entries",
        help_text="what it is beside the recipes in its history; none for entries of before",
    )
    submitted_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Beside `withdrawn_at`: whoever asks which entries stand need not know who took one out.
    disqualified_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="when organisers put it out; it is withdrawn too, and its maker cannot undo it",
    )

    compared_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="when organisers said that it is there to compare with, and takes no place",
    )

    class Meta:
        ordering = ["submitted_at", "id"]
        verbose_name_plural = "entries"
        indexes = [
            models.Index(
                fields=["challenge"],
                condition=models.Q(compared_at__isnull=False),
                name="entries_to_compare_with",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="entry_title_is_short", condition=at_most("title", LONGEST_TITLE)
            ),
            models.CheckConstraint(
                name="entry_note_is_short", condition=at_most("process_note", LONGEST_NOTE)
            ),
            models.CheckConstraint(
                name="entry_co_authors_are_five_at_most", condition=models.Q(co_authors__lte=5)
            ),
            models.UniqueConstraint(fields=["challenge", "number"], name="entry_number_given_once"),
            models.UniqueConstraint(
                fields=["challenge", "maker", "slot"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_entry_per_slot",
            ),
            models.UniqueConstraint(
                fields=["challenge", "sounding"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_entry_per_music",
            ),
            models.CheckConstraint(
                name="disqualified_entry_does_not_stand",
                condition=models.Q(disqualified_at=None) | models.Q(withdrawn_at__isnull=False),
            ),
            # Nobody enters once more what was put out; whose music it really is may.
            models.UniqueConstraint(
                fields=["challenge", "maker", "sounding"],
                condition=models.Q(withdrawn_at=None) | models.Q(disqualified_at__isnull=False),
                name="put_out_music_stays_out",
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
    tune = models.BinaryField(default=bytes, help_text="see generation/music/tunes.py")

    def __str__(self) -> str:
        return f"sketch of {self.entry_id}"
