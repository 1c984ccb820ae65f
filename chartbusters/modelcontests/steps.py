"""What somebody may do next in a challenge of models."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Kind, Phase
from chartbusters.challenges.selectors import door_of
from chartbusters.challenges.steps import Step, members_only
from chartbusters.modelcontests import selectors


def steps_told(challenge: Any, person: User | None, decided: bool) -> Iterator[Step]:
    if challenge.kind != Kind.MODELS:
        return
    contest = selectors.contest_of(challenge=challenge)
    if contest is None:
        return
    address = reverse("challenge-models", args=[challenge.slug])
    if challenge.phase == Phase.UPCOMING:
        yield Step("Models can be entered from", "How it works", address, challenge.opens_at)
    elif challenge.phase == Phase.OPEN:
        yield _entering(challenge, person, selectors.entered_of(contest=contest, person=person))
    elif contest.suites_at is None and challenge.phase == Phase.VOTING:
        made = selectors.making_of(contest=contest)
        told = f": {made.ended} of {made.all} takes" if made.all else ""
        yield Step(f"The models are playing now{told}. Votes begin when all have.", "See", address)


def _entering(challenge: Any, person: User | None, mine: list[Any]) -> Step:
    address, end = (
        reverse("challenge-models", args=[challenge.slug]),
        challenge.entries_close_at,
    )
    if mine:
        titles = ", ".join(f"“{one.title}”" for one in mine[:3])
        return Step(f"{titles} will play. You may change your mind until", "Models", address, end)
    if not door_of(challenge=challenge, person=person).enter:
        return members_only(challenge, "Entering", end)
    return Step("Enter a model of yours until", "Enter a model", address, end)
