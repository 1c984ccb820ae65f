"""Contests with votes, as the tests of boards have them."""

from tests.chartbusters.leaderboard.conftest import voted

__all__ = ["voted"]
