"""What votes weigh, and why, as it was when a board was last computed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from chartbusters.challenges.models import Challenge
from chartbusters.voting.models import Vote

WITHIN = Q(weight__gte=0, weight__lte=1)


class WeighedChallenge(Challenge):
    """A challenge, as those look at it who care for its votes."""

    class Meta:
        proxy = True
        verbose_name = "votes of a challenge"
        verbose_name_plural = "votes of challenges"


class WeighingRun(models.Model):
    """The last weighing of a challenge's votes: of how many, and what was found."""

    challenge = models.OneToOneField(
        Challenge, primary_key=True, on_delete=models.CASCADE, related_name="weighing"
    )
    revision = models.PositiveIntegerField(
        default=0, help_text="counts what moves weights beside votes: decisions, confirmed mail"
    )
    begun = models.PositiveIntegerField(default=0, help_text="how many weighings were begun")
    stored = models.PositiveIntegerField(default=0, help_text="which of them is stored")
    votes = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)
    exempt = models.BooleanField(
        default=False, help_text="decided before votes were weighed: all count alike"
    )
    weighed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"weighing of {self.challenge_id}"


class VoterWeight(models.Model):
    """What the votes of one voter weigh in one challenge, and the facts from which that was told:
    they outlive what is forgotten when somebody leaves, so that no board moves."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="vote_weights"
    )
    weight = models.FloatField()
    reasons = models.PositiveIntegerField(default=0, help_text="bits of weighing.Reason")
    age_ms = models.BigIntegerField(default=0, help_text="of the account at its first vote here")
    votes_before = models.PositiveIntegerField(default=0)
    admitted = models.BooleanField(default=False)
    ceiling = models.FloatField(
        null=True,
        blank=True,
        help_text="the voter has left: it rises above this no more, for nobody knows them",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["challenge", "voter"], name="one_weight_a_voter"),
            models.CheckConstraint(name="voter_weight_within_one", condition=WITHIN),
        ]

    def __str__(self) -> str:
        return f"{self.voter_id} weighs {self.weight:.2f} in {self.challenge_id}"


class VoteWeight(models.Model):
    """A vote that weighs less than the voter's others, say one on an entry for which a group
    votes."""

    vote = models.OneToOneField(
        Vote, primary_key=True, on_delete=models.CASCADE, related_name="weight"
    )
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="+")
    weight = models.FloatField()
    reasons = models.PositiveIntegerField(default=0, help_text="bits of weighing.Reason")

    class Meta:
        constraints = [
            models.CheckConstraint(name="vote_weight_within_one", condition=WITHIN),
        ]

    def __str__(self) -> str:
        return f"vote {self.vote_id} weighs {self.weight:.2f}"
