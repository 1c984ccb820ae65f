"""Where ballots are voted on and skipped."""

from typing import Any


def address(ballot: Any, action: str = "vote") -> str:
    return f"/api/v1/ballots/{ballot.pk}/{action}/"
