"""Computes boards. Votes go in, a run with its standings comes out; showing it is switching one
key."""

from chartbusters.leaderboard.services.boards import board_compute, board_refresh
from chartbusters.leaderboard.services.following import board_follow, boards_refresh
from chartbusters.leaderboard.services.forgetting import runs_forget
from chartbusters.leaderboard.services.snapshots import boards_seal

__all__ = [
    "board_compute",
    "board_follow",
    "board_refresh",
    "boards_refresh",
    "boards_seal",
    "runs_forget",
]
