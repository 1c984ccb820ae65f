"""What is left to do in a challenge that is over: looking at its board."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Phase
from chartbusters.challenges.steps import Step


def steps_told(challenge: Any, person: User | None) -> Iterator[Step]:
    """The board that decides, or when it is told."""
    if challenge.phase == Phase.HELD:
        yield Step("Voting is over. The result is told on", until=challenge.told_at)
    if challenge.phase != Phase.CLOSED:
        return
    board = "final" if challenge.weight_public < 100 else "leaderboard"
    yield Step("Voting is over.", "See the board", reverse(board, args=[challenge.slug]))
    if person is not None:
        picks = reverse("picks", args=[challenge.slug])
        yield Step("Who made the songs that you compared is told now.", "Your votes", picks)
