"""Blind ballots issued by the server, and votes: facts that are appended and never edited."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from chartbusters.challenges.models import Challenge, Entry


class Outcome(models.TextChoices):
    A = "a", "A is better"
    B = "b", "B is better"
    TIE = "tie", "equally good"
    BAD = "bad", "both bad"


class Ballot(models.Model):
    """Two entries for one voter, chosen and ordered by the server; what was heard of them is
    counted here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ballots"
    )
    entry_a = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    entry_b = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    pair = models.CharField(
        max_length=80, help_text="both entry ids in order: one pair, one ballot a voter"
    )
    seed = models.BigIntegerField(help_text="of the draw that chose the pair and the sides")
    heard_ms_a = models.PositiveIntegerField(default=0)
    heard_ms_b = models.PositiveIntegerField(default=0)
    heard_first = models.CharField(
        max_length=1, blank=True, default="", help_text="the side, a or b, that was played first"
    )
    heard_at = models.DateTimeField(
        null=True, blank=True, help_text="when listening was last reported"
    )
    issued_at = models.DateTimeField(db_default=Now())
    skipped_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="when another came for it: an entry had been withdrawn, or its vote taken back",
    )
    number = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text="which of the pairs that its voter was given, 1 first; a replaced one has none",
    )

    class Meta:
        constraints = [
            # Of those that hold: one whose vote was taken back gives way to the same pair.
            models.UniqueConstraint(
                fields=["challenge", "voter", "pair"],
                condition=models.Q(replaced_at=None),
                name="one_ballot_per_voter_and_pair",
            ),
            models.UniqueConstraint(
                fields=["challenge", "voter", "number"], name="one_ballot_per_voter_and_number"
            ),
            models.CheckConstraint(
                name="replaced_ballot_has_no_number",
                condition=models.Q(replaced_at=None) | models.Q(number=None),
            ),
            models.CheckConstraint(
                name="ballot_has_two_entries", condition=~models.Q(entry_a=models.F("entry_b"))
            ),
        ]

    def __str__(self) -> str:
        return f"ballot {self.id}"


class Turn(models.Model):
    """An entry was given to a voter, for the first time, the second, and so on: turns are numbered
    up to what the challenge allows, and no number is given twice, however many ask at once."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="turns")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        db_index=False,  # the constraint's begins with it
    )
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "entry", "number"], name="turn_given_once"),
            models.CheckConstraint(
                name="turns_are_one_to_a_hundred",
                condition=models.Q(number__gte=1, number__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return f"turn {self.number} of {self.entry_id} for {self.voter_id}"


class GivenInDay(models.Model):
    """How many pairs a voter was given within one day (UTC), in all challenges together."""

    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    day = models.DateField()
    pairs = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "day"], name="one_count_per_voter_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.pairs} pairs for {self.voter_id} on {self.day}"


class VotesOfDay(models.Model):
    """How many votes came in a challenge on one day (UTC) that is past: all that is told of them
    while they are hidden. Counted once, when the day is over."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="votes_of_days", db_index=False
    )
    day = models.DateField()
    votes = models.PositiveIntegerField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["challenge", "day"], name="one_count_per_day")
        ]

    def __str__(self) -> str:
        return f"{self.votes} votes on {self.day} in {self.challenge_id}"


class Vote(models.Model):
    """What a voter said of one ballot, once."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="vote")
    challenge = models.ForeignKey(
        Challenge,
        on_delete=models.PROTECT,
        related_name="votes",
        db_index=False,  # the index below begins with it
        help_text="the ballot's, once more: what is read in the order of votes asks no other table",
    )
    outcome = models.CharField(max_length=3, choices=Outcome)
    network = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="from which it came, sealed: whether two are the same can be told, no address",
    )
    cast_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["challenge", "id"], name="votes_in_order")]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.ballot_id}"


class VoteVoid(models.Model):
    """An organiser's word on whether a vote counts, and why: the first says that it does not, the
    second that it does after all, and so on. The vote stays, and so does every word; the last
    holds."""

    vote = models.ForeignKey(Vote, on_delete=models.PROTECT, related_name="voids")
    number = models.PositiveSmallIntegerField(
        default=1, help_text="odd ones void the vote, even ones take that back"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # Of two that void at once one does: the other finds the number taken.
            models.UniqueConstraint(fields=["vote", "number"], name="words_on_a_vote_in_order"),
            models.CheckConstraint(name="words_begin_at_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {'counts' if self.counts else 'is void'}"

    @property
    def counts(self) -> bool:
        return self.number % 2 == 0


class VoteUndo(models.Model):
    """A voter's own word that the vote just cast was a slip. The vote stays and counts no more; the
    same pair lies open again on a ballot of its own."""

    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, related_name="undo")
    challenge = models.ForeignKey(
        Challenge, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="of this voter's here, 1 first")
    undone_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            # However many come at once: no number is given twice, and there are few.
            models.UniqueConstraint(
                fields=["challenge", "voter", "number"], name="undo_given_once"
            ),
            models.CheckConstraint(
                name="undos_are_one_to_five", condition=models.Q(number__gte=1, number__lte=5)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} is taken back"


class VoteBlock(models.Model):
    """Votes of long ago as columns, sealed once: boards read a few blocks in place of millions of
    rows. What the votes say of it never changes; voids and withdrawals are looked at apart."""

    challenge = models.ForeignKey(
        Challenge, on_delete=models.CASCADE, related_name="vote_blocks", db_index=False
    )
    number = models.PositiveIntegerField(help_text="1 holds the oldest votes, and so on")
    last_key = models.BigIntegerField(help_text="of the newest vote in it")
    rows = models.PositiveIntegerField(help_text="votes in it")
    total = models.PositiveIntegerField(help_text="votes in it and in all blocks before")
    data = models.BinaryField(help_text="see chartbusters/voting/columns.py")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "number"], name="vote_block_sealed_once")
        ]

    def __str__(self) -> str:
        return f"block {self.number} of the votes of {self.challenge_id}"
