"""Reports: what somebody finds wrong with a song, an entry, a comment or a person, and what was
decided."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.comments.models import LONGEST_WORDS as LONGEST_COMMENT
from chartbusters.comments.models import Comment
from chartbusters.compositions.models import Composition, at_most
from chartbusters.voting.models import Ballot

LONGEST_WORDS = 1000


class Why(models.TextChoices):
    COPY = "copy", "It is somebody else's music"
    RULES = "rules", "It breaks the rules of the challenge"
    HATEFUL = "hateful", "It is hateful, or insults somebody"
    PRIVATE = "private", "It shows something private about somebody"
    SPAM = "spam", "It is advertising, or no music at all"
    OTHER = "other", "Something else"


class Decision(models.TextChoices):
    KEPT = "kept", "nothing was wrong"
    HIDDEN = "hidden", "the song was hidden"
    COVERED = "covered", "the comment was hidden"
    OUT = "out", "the entry was disqualified"
    SETTLED = "settled", "it was settled in another way"


ONE = ("song", "entry", "person", "comment")


def _one_of_them() -> models.Q:
    """Exactly one thing is reported."""
    return reduce(or_, map(_only, ONE))


def _only(chosen: str) -> models.Q:
    return models.Q(**{f"{name}__isnull": name != chosen for name in ONE})


class Report(models.Model):
    """One person on one thing. Its words are read by those who decide, and by nobody else."""

    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports_made"
    )
    song = models.ForeignKey(
        Composition, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    entry = models.ForeignKey(Entry, null=True, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    # Who is reported may write something else at once.
    quote = models.CharField(
        max_length=LONGEST_COMMENT,
        blank=True,
        default="",
        db_default="",
        help_text="the words of the comment as they were",
    )
    challenge = models.ForeignKey(
        Challenge,
        null=True,
        on_delete=models.CASCADE,
        related_name="reports",
        help_text="of an entry: its organisers decide",
    )
    # On a ballot an entry has no number. Whoever reports it there, and then by its number, must not
    # be told that it was the same.
    ballot = models.ForeignKey(Ballot, null=True, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=1, blank=True, default="")
    why = models.CharField(max_length=8, choices=Why)
    words = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    made_at = models.DateTimeField(db_default=Now())
    decision = models.CharField(max_length=8, choices=Decision, blank=True, default="")
    answer = models.CharField(
        max_length=LONGEST_WORDS, blank=True, default="", help_text="to whoever reported it"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(name="report_is_on_one_thing", condition=_one_of_them()),
            models.CheckConstraint(
                name="report_on_a_ballot_names_a_side",
                condition=models.Q(ballot=None, side="")
                | models.Q(ballot__isnull=False, entry__isnull=False, side__in=["a", "b"]),
            ),
            models.CheckConstraint(
                name="decided_reports_say_how",
                condition=models.Q(decided_at=None, decision="", decided_by=None)
                | (
                    models.Q(decided_at__isnull=False, decided_by__isnull=False)
                    & ~models.Q(decision="")
                ),
            ),
            models.CheckConstraint(
                name="report_words_are_short", condition=at_most("words", LONGEST_WORDS)
            ),
            *(
                models.UniqueConstraint(
                    fields=["reporter", *fields],
                    condition=models.Q(decided_at=None, **more),
                    name=f"one_open_report_on_a_{name}",
                )
                for name, fields, more in (
                    ("song", ["song"], {"song__isnull": False}),
                    ("person", ["person"], {"person__isnull": False}),
                    ("comment", ["comment"], {"comment__isnull": False}),
                    ("entry", ["entry"], {"entry__isnull": False, "ballot": None}),
                    ("side", ["ballot", "side"], {"ballot__isnull": False}),
                )
            ),
        ]
        indexes = [
            models.Index(
                fields=["challenge", "id"],
                condition=models.Q(decided_at=None),
                name="open_reports_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"
