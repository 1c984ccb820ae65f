"""Boards are computed; organisers may ask for it at once, and are told of those that cannot be."""

from django.contrib import admin

from chartbusters.accounts.models import User
from chartbusters.leaderboard import services
from chartbusters.leaderboard.final import services as final_services
from chartbusters.leaderboard.models import Board, FinalBoard
from generation import rights
from generation.model_admin import ReadOnly, staff_action


@admin.register(Board)
class BoardAdmin(ReadOnly):
    list_display = ["challenge", "run", "updated_at", "state"]
    list_select_related = ["challenge", "run__challenge"]
    actions = ["recompute"]

    def state(self, board: Board) -> str:
        if board.failed_at is None:
            return "follows the votes"
        return f"cannot be computed since {board.failed_at:%-d %b %Y %H:%M:%S} UTC: {board.failure}"

    @staff_action("Compute again from the votes", right=rights.COMPUTE_BOARD, done="Computed")
    def recompute(self, board: Board, by: User) -> None:
        services.board_compute(challenge=board.challenge, by=by)


@admin.register(FinalBoard)
class FinalBoardAdmin(ReadOnly):
    list_display = ["challenge", "computed_at", "state"]
    list_select_related = ["challenge"]
    actions = ["recompute"]

    def state(self, board: FinalBoard) -> str:
        if board.failed_at is None:
            return "knows all that has happened"
        return f"cannot be computed since {board.failed_at:%-d %b %Y %H:%M:%S} UTC: {board.failure}"

    @staff_action("Compute again", right=rights.COMPUTE_FINAL, done="Computed")
    def recompute(self, board: FinalBoard, by: User) -> None:
        final_services.final_compute(challenge=board.challenge, by=by)
