"""Challenges with their rules and settings, and what was changed in them."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from chartbusters.challenges.models.choices import BoardShows, Kind, Palette, Takes
from chartbusters.challenges.models.phases import phase_of


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def published(self) -> "ChallengeQuerySet":
        return self.filter(published=True)

    def with_phase(self) -> "models.QuerySet[PhasedChallenge]":
        """Adds `phase` and `now`, both by the database's clock, so that every web process
        agrees; and `draw`, the score seed once it may be told, empty until then."""
        phased = self.annotate(now=Now(), phase=phase_of(), draw=_draw_told())
        return cast("models.QuerySet[PhasedChallenge]", phased)


def _draw_told() -> models.Case:
    told = models.When(told_at__lte=Now(), then=models.F("score_seed"))
    return models.Case(told, default=models.Value(""), output_field=models.CharField())


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
    kind = models.CharField(
        max_length=6,
        choices=Kind,
        default=Kind.SONGS,
        db_default=Kind.SONGS,
        help_text="what is entered and compared",
    )
    entries_each = models.PositiveSmallIntegerField(
        default=1, help_text="that a person may have in it at the same time"
    )
    board_shows = models.CharField(
        max_length=6,
        choices=BoardShows,
        default=BoardShows.HIDDEN,
        help_text="what everybody sees of the votes while voting runs",
    )
    freezes_at = models.DateTimeField(
        null=True, blank=True, help_text="of a frozen board: the last moment that it shows"
    )
    pairs_each = models.PositiveIntegerField(
        default=0, help_text="that a voter is given at most; 0 means as many as there are"
    )
    turns_each = models.PositiveSmallIntegerField(
        default=3, help_text="that one voter is given one and the same entry at most"
    )
    listening_ms = models.PositiveIntegerField(
        null=True, blank=True, help_text="asked for on each side before a vote; empty: the site's"
    )
    minimum_votes = models.PositiveIntegerField(
        null=True, blank=True, help_text="before the board shows ranks; empty: the site's"
    )
    weight_public = models.PositiveSmallIntegerField(
        default=100, help_text="of the votes on the final board, in percent"
    )
    weight_jury = models.PositiveSmallIntegerField(
        default=0, help_text="of the jury on the final board, in percent"
    )
    weight_metrics = models.PositiveSmallIntegerField(
        default=0, help_text="of the objective metrics on the final board, in percent"
    )
    prizes = models.JSONField(
        default=list,
        blank=True,
        help_text="for each place its words, the first place first",
    )
    palette = models.CharField(
        max_length=8,
        choices=Palette,
        default=Palette.EMBER,
        db_default=Palette.EMBER,
        help_text="the colours of its cover, where it has no picture",
    )
    picture = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="digest of the picture on its cover; none where the cover is drawn",
    )
    entered_by = models.CharField(
        max_length=9,
        choices=Takes,
        default=Takes.EVERYBODY,
        db_default=Takes.EVERYBODY,
        help_text="who may enter",
    )
    voted_by = models.CharField(
        max_length=9,
        choices=Takes,
        default=Takes.EVERYBODY,
        db_default=Takes.EVERYBODY,
        help_text="who may vote",
    )
    may_ask = models.BooleanField(
        default=False,
        db_default=False,
        help_text="where it is for members, others may ask to be one, and organisers answer",
    )
    authors_count = models.BooleanField(
        default=False,
        db_default=False,
        help_text="an entry that somebody co-wrote counts among those that they may have in it",
    )
    conditions = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="to be read and accepted by whoever enters; empty: there are none",
    )
    opens_at = models.DateTimeField()
    entries_close_at = models.DateTimeField()
    voting_closes_at = models.DateTimeField()
    reveal_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="until then all stays as hidden as while voting runs; empty: until voting closes",
    )
    # Whoever asks whether names, votes or ranks may be told asks this column, or for the phase.
    told_at = models.GeneratedField(
        expression=Coalesce("reveal_at", "voting_closes_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    # By whoever knows it scores could be climbed, so nothing shows it before `told_at`: see `draw`.
    score_seed = models.CharField(
        max_length=32,
        blank=True,
        default="",
        db_default="",
        editable=False,
        help_text="the secret draw by which entries are scored; empty: the public one",
    )
    created_at = models.DateTimeField(db_default=Now())

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["score_seed"],
                condition=~models.Q(score_seed=""),
                name="score_seed_is_drawn_once",
            ),
            models.CheckConstraint(
                name="phases_in_order",
                condition=models.Q(opens_at__lt=models.F("entries_close_at"))
                & models.Q(entries_close_at__lt=models.F("voting_closes_at")),
                violation_error_message="A challenge opens, then stops taking entries, then "
                "stops taking votes.",
            ),
            models.CheckConstraint(
                name="result_is_told_after_voting",
                condition=models.Q(reveal_at__isnull=True)
                | models.Q(reveal_at__gte=models.F("voting_closes_at")),
                violation_error_message="The result is told when voting closes, or later.",
            ),
            models.CheckConstraint(
                name="live_board_holds_nothing_back",
                condition=~models.Q(board_shows="live") | models.Q(reveal_at__isnull=True),
                violation_error_message="A board that is live tells the result while voting runs.",
            ),
            models.CheckConstraint(
                name="entries_each_is_one_to_twenty",
                condition=models.Q(entries_each__gte=1, entries_each__lte=20),
                violation_error_message="A person may have 1 to 20 entries in a challenge.",
            ),
            models.CheckConstraint(
                name="turns_each_is_one_to_a_hundred",
                condition=models.Q(turns_each__gte=1, turns_each__lte=100),
                violation_error_message="A voter is given an entry 1 to 100 times at most.",
            ),
            models.CheckConstraint(
                name="frozen_board_has_its_hour",
                condition=~models.Q(board_shows="frozen") | models.Q(freezes_at__isnull=False),
                violation_error_message="A frozen board needs the moment at which it freezes.",
            ),
            models.CheckConstraint(
                name="weights_make_a_whole",
                condition=models.Q(
                    weight_public=100 - models.F("weight_jury") - models.F("weight_metrics")
                ),
                violation_error_message="The three weights together are 100 percent.",
            ),
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
        draw: str
else:
    PhasedChallenge = Challenge


class ChallengeNote(models.Model):
    """What was changed in a challenge after it had opened, for everybody to read. Added, never
    edited."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    words = models.TextField(
        blank=True, default="", db_default="", help_text="what the organiser says of it"
    )
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.text
