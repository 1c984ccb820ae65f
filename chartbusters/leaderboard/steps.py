"""What is left to do in a challenge that is over: looking at its result."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Phase
from chartbusters.challenges.steps import Step
from chartbusters.voting.picks import votes_of


def steps_told(challenge: Any, person: User | None, decided: bool) -> Iterator[Step]:
    """The result, or when it is told; where there is none the board, which says why."""
    if challenge.phase == Phase.HELD:
        yield Step("Voting is over. The result is told on", until=challenge.told_at)
    if challenge.phase != Phase.CLOSED:
        return
    if decided:
        result = reverse("reveal", args=[challenge.slug])
        yield Step("Voting is over, and the result is known.", "See the result", result)
    else:
        board = "final" if challenge.weight_public < 100 else "leaderboard"
        yield Step("Voting is over.", "See the board", reverse(board, args=[challenge.slug]))
    if person is not None and votes_of(voter=person, slug=challenge.slug).exists():
        picks = reverse("picks", args=[challenge.slug])
        yield Step("Who made the songs that you compared is told now.", "Your votes", picks)
