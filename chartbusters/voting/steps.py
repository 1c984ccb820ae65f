"""What a voter may do next in a challenge."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Challenge, Phase
from chartbusters.challenges.selectors import door_of
from chartbusters.challenges.steps import Step, members_only
from chartbusters.voting.selectors import Progress, progress_of


def steps_told(challenge: Any, person: User | None, _decided: bool) -> Iterator[Step]:
    """While people vote."""
    if challenge.phase != Phase.VOTING:
        return
    vote, end = reverse("vote", args=[challenge.slug]), challenge.voting_closes_at
    if not door_of(challenge=challenge, person=person).vote:
        yield members_only(challenge, "Voting", end)
        return
    if person is None:
        yield Step("Hear two nameless songs and choose, until", "Vote", vote, end)
        return
    progress = progress_of(challenge=Challenge(pk=challenge.pk), voter=person)
    if progress.left:
        yield Step(_left(progress), "Vote", vote, end)
    elif progress.number > 1:
        picks = reverse("picks", args=[challenge.slug])
        words = "You have come to the end of your pairs. Who made them is told"
        yield Step(words, "Your votes", picks, challenge.told_at)
    else:
        yield Step("There are no two songs here that you could compare.")


def _left(progress: Progress) -> str:
    if not progress.cast:
        return f"Up to {_pairs(progress.left)} of nameless songs wait for your ears, until"
    judged = _pairs(progress.cast)
    return f"You have judged {judged}; up to {progress.left} more wait for you, until"


def _pairs(count: int) -> str:
    return f"{count} pair{'' if count == 1 else 's'}"
