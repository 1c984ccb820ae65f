"""Votes are looked at, and voided with a reason; nothing is edited."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.voting import services
from chartbusters.voting.models import Ballot, Vote, VoteVoid
from generation.admin import ReadOnly


@admin.register(Vote)
class VoteAdmin(ReadOnly):
    list_display = ["ballot", "voter", "challenge", "outcome", "cast_at", "voided"]
    list_filter = ["ballot__challenge", "outcome"]
    search_fields = ["ballot__voter__username"]
    actions = ["void_as_manipulated"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vote]:
        return super().get_queryset(request).select_related("ballot__challenge", "ballot__voter", "void")

    def voter(self, vote: Vote) -> str:
        return vote.ballot.voter.username

    def challenge(self, vote: Vote) -> str:
        return vote.ballot.challenge.title

    @admin.display(boolean=True)
    def voided(self, vote: Vote) -> bool:
        return hasattr(vote, "void")

    # An action needs a permission that these rows otherwise refuse.
    @admin.action(description="Void: looks manipulated", permissions=["view"])
    def void_as_manipulated(self, request: HttpRequest, votes: QuerySet[Vote]) -> None:
        assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
        for vote in votes:
            services.vote_void(vote=vote, by=request.user, reason="looks manipulated (voided in the admin)")
        self.message_user(request, "Voided. The board follows within seconds.")


@admin.register(Ballot)
class BallotAdmin(ReadOnly):
    list_display = ["pk", "challenge", "voter", "issued_at", "heard_ms_a", "heard_ms_b", "skipped_at"]
    list_filter = ["challenge"]


@admin.register(VoteVoid)
class VoteVoidAdmin(ReadOnly):
    list_display = ["vote", "by", "reason", "created_at"]
