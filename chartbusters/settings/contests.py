"""Voting and boards."""

from chartbusters.settings.environment import env_int

# listening asked for on each side before a vote
VOTING_REQUIRED_MS = env_int("VOTING_REQUIRED_MS", 5000)
# newest computations of a board; the final one stays too
LEADERBOARD_RUNS_KEPT = env_int("LEADERBOARD_RUNS_KEPT", 20)
LEADERBOARD_MINIMUM_VOTES = env_int("LEADERBOARD_MINIMUM_VOTES", 10)  # before a board shows ranks
# pairs that one voter is given within a day, in all challenges together
VOTING_PAIRS_A_DAY = env_int("VOTING_PAIRS_A_DAY", 500)
