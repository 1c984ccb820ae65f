"""Voting and boards."""

from chartbusters.settings.environment import env_int

VOTING_REQUIRED_MS = env_int(
    "VOTING_REQUIRED_MS", 5000
)  # listening asked for on each side before a vote
LEADERBOARD_RUNS_KEPT = env_int(
    "LEADERBOARD_RUNS_KEPT", 20
)  # newest computations of a board; the final one stays too
LEADERBOARD_MINIMUM_VOTES = env_int("LEADERBOARD_MINIMUM_VOTES", 10)  # before a board shows ranks
