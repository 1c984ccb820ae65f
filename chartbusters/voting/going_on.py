"""Where a voter may go on when every pair is done. Rooms that know which challenges belong together
add a function here when the site is loaded."""

from collections.abc import Callable

from chartbusters.challenges.models import Challenge

# The keys of a challenge and of a voter -> another challenge that takes this voter's votes.
BESIDE: list[Callable[[int, int], Challenge | None]] = []


def vote_beside(*, challenge: int, voter: int) -> Challenge | None:
    found = (told(challenge, voter) for told in BESIDE)
    return next((one for one in found if one), None)
