"""Votes are looked at, and voided with a reason; nothing is edited."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from chartbusters.accounts.models import User
from chartbusters.voting import selectors, services
from chartbusters.voting.models import Ballot, Vote, VoteUndo, VoteVoid
from generation import rights
from generation.model_admin import ReadOnly, staff_action


@admin.register(Vote)
class VoteAdmin(ReadOnly):
    list_display = ["ballot", "voter", "challenge", "outcome", "cast_at", "voided"]
    list_filter = ["ballot__challenge", "outcome"]
    search_fields = ["ballot__voter__username"]
    actions = ["void_as_manipulated", "restore"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Vote]:
        return (
            super()
            .get_queryset(request)
            .select_related("ballot__challenge", "ballot__voter")
            .annotate(void=Exists(selectors.voids_in_force().filter(vote=OuterRef("pk"))))
        )

    def voter(self, vote: Vote) -> str:
        return vote.ballot.voter.username

    def challenge(self, vote: Vote) -> str:
        return vote.ballot.challenge.title

    @admin.display(boolean=True)
    def voided(self, vote: Any) -> bool:
        return bool(vote.void)

    @staff_action(
        "Void: looks manipulated",
        right=rights.VOID_VOTE,
        done="Voided; the board follows within seconds",
    )
    def void_as_manipulated(self, vote: Vote, by: User) -> None:
        reason = "looks manipulated (voided in the admin)"
        services.vote_void(vote=vote, by=by, reason=reason)

    @staff_action(
        "Let it count again",
        right=rights.VOID_VOTE,
        done="Counts again; the board follows within seconds",
    )
    def restore(self, vote: Vote, by: User) -> None:
        services.vote_restore(vote=vote, by=by, reason="counts after all (said in the admin)")


@admin.register(Ballot)
class BallotAdmin(ReadOnly):
    list_display = [
        "pk",
        "challenge",
        "voter",
        "issued_at",
        "heard_ms_a",
        "heard_ms_b",
        "skipped_at",
    ]
    list_filter = ["challenge"]


@admin.register(VoteVoid)
class VoteVoidAdmin(ReadOnly):
    list_display = ["vote", "number", "counts", "by", "reason", "created_at"]

    @admin.display(boolean=True)
    def counts(self, word: VoteVoid) -> bool:
        return word.counts


@admin.register(VoteUndo)
class VoteUndoAdmin(ReadOnly):
    list_display = ["vote", "voter", "challenge", "undone_at"]
    list_filter = ["challenge"]
