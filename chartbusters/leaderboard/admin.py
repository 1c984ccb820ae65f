"""Boards are computed; organisers may ask for it at once."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from chartbusters.leaderboard import services
from chartbusters.leaderboard.models import Board
from generation.admin import ReadOnly


@admin.register(Board)
class BoardAdmin(ReadOnly):
    list_display = ["challenge", "run", "updated_at"]
    actions = ["recompute"]

    @admin.action(description="Compute again from the votes", permissions=["view"])
    def recompute(self, request: HttpRequest, boards: QuerySet[Board]) -> None:
        for board in boards:
            services.board_refresh(challenge=board.challenge)
        self.message_user(request, "Computed.")
