"""Comments at moments of songs that everybody may hear, and what holds for all under one song."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from chartbusters.compositions.models import Composition, at_most

LONGEST_WORDS, LONGEST_REASON = 500, 500  # characters
LONGEST_SONG = 86_400_000  # milliseconds
MOST_NAMED = 3  # people whom a comment names and who are told
LOTS = 1 << 30


class State(models.TextChoices):
    OPEN = "open", "Everybody who is signed in comments"
    CLOSED = "closed", "What is there stays, and nobody adds to it"
    OFF = "off", "No comments are shown"


class Hand(models.TextChoices):
    """Who removed a comment."""

    WRITER = "writer", "by its writer"
    MAKER = "maker", "by the maker of the song"


def lot_drawn() -> int:
    return secrets.randbelow(LOTS)


class Discussion(models.Model):
    """All that is said under one song. A row of its own: who comments waits for nobody who saves
    the song, and nobody for them."""

    song = models.OneToOneField(
        Composition, primary_key=True, on_delete=models.CASCADE, related_name="discussion"
    )
    state = models.CharField(
        max_length=6, choices=State, default=State.OPEN, db_default=State.OPEN.value
    )
    count = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="comments to be read; see counting.py"
    )

    def __str__(self) -> str:
        return f"comments on {self.song_id}"


class Comment(models.Model):
    """What somebody said at a moment of a song, or answered to that. One that is gone keeps its
    place while others have answered it."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="replies"
    )
    # Who leaves the site empties this row where somebody has answered it (services/forgetting.py).
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    at_ms = models.PositiveIntegerField(help_text="of the song; a reply has that of its comment")
    words = models.CharField(max_length=LONGEST_WORDS, blank=True)
    named = models.CharField(
        max_length=200, blank=True, help_text="user names in its words, for links"
    )
    written_at = models.DateTimeField(db_default=Now())
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=6, choices=Hand, blank=True, default="")
    hidden_at = models.DateTimeField(null=True)
    hidden_because = models.CharField(max_length=LONGEST_REASON, blank=True, default="")
    replied = models.PositiveIntegerField(
        default=0, db_default=0, editable=False, help_text="replies to be read; see counting.py"
    )
    # The lowest lots are the sample that stands on the waveform: the same ones for everybody, from
    # all over the song, found by an index however many there are.
    lot = models.PositiveIntegerField(default=lot_drawn, editable=False)
    thread = models.GeneratedField(
        expression=Coalesce("parent_id", "id"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )
    shown = models.GeneratedField(
        expression=models.Case(
            models.When(Q(removed_at=None, hidden_at=None), then=True),
            models.When(replied__gt=0, then=True),
            default=False,
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="comment_is_short", condition=at_most("words", LONGEST_WORDS)
            ),
            models.CheckConstraint(
                name="comment_is_in_a_song", condition=Q(at_ms__lte=LONGEST_SONG)
            ),
            models.CheckConstraint(
                name="removed_comments_say_by_whom",
                condition=Q(removed_at=None, removed_by="")
                | Q(removed_at__isnull=False, removed_by__in=Hand.values),
            ),
            models.CheckConstraint(
                name="hidden_comments_say_why",
                condition=Q(hidden_at=None, hidden_because="")
                | (Q(hidden_at__isnull=False) & ~Q(hidden_because="")),
            ),
            models.CheckConstraint(
                name="comments_have_words_until_removed",
                condition=~Q(words="") | Q(removed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="words_have_a_writer", condition=Q(words="") | Q(writer__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["discussion", "at_ms", "thread", "id"],
                condition=Q(shown=True),
                name="comments_in_order_of_time",
            ),
            models.Index(
                fields=["discussion", "lot"],
                condition=Q(parent=None, removed_at=None, hidden_at=None),
                name="comments_on_the_waveform",
            ),
            models.Index(fields=["writer", "-id"], name="comments_of_a_person"),
            models.Index(
                fields=["removed_at"],
                condition=Q(removed_at__isnull=False),
                name="comments_removed_first",
            ),
            models.Index(
                fields=["-hidden_at"],
                condition=Q(hidden_at__isnull=False),
                name="comments_hidden_last",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.pk])

    @property
    def gone(self) -> bool:
        return self.removed_at is not None or self.hidden_at is not None


class Mention(models.Model):
    """That a comment names a person, who was told."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="person_named_once")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} names {self.person_id}"
