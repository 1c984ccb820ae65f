"""What every tab of a challenge shows, and the challenge that an address names."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from chartbusters.challenges import selectors
from chartbusters.challenges.entering import co_written
from chartbusters.challenges.models import Phase, PhasedChallenge


def told_or_404(slug: str) -> Any:
    challenge = selectors.challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    return challenge


def challenge_or_404(slug: str) -> PhasedChallenge:
    return get_object_or_404(selectors.challenges_listed(), slug=slug)


def frame(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    """What every tab of a challenge shows."""
    return frame_of(request, challenge_or_404(slug), tab)


def frame_of(request: HttpRequest, challenge: PhasedChallenge, tab: str) -> dict[str, Any]:
    mine = selectors.entries_standing_of(challenge=challenge, maker=request.user)
    beside = co_written(request, challenge)
    return {
        "challenge": challenge,
        "tab": tab,
        "rules": selectors.rules_of(challenge=challenge),
        "door": selectors.door_of(challenge=challenge, person=request.user),
        "my_entries": mine,
        "places_left": max(0, challenge.entries_each - len(mine) - beside),
        "open": challenge.phase == Phase.OPEN,
        "voting": challenge.phase == Phase.VOTING,
        "closed": challenge.phase == Phase.CLOSED,
    }
