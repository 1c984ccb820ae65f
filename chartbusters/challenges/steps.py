"""What somebody may do next in a challenge, most urgent first: told at one place on all its
pages."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from django.urls import reverse

from chartbusters.accounts.models import User
from chartbusters.challenges.deciding import is_decided
from chartbusters.challenges.models import Entry, Kind, Phase
from chartbusters.challenges.selectors import door_of, entries_standing_of


class Step(NamedTuple):
    """A sentence, with a moment at its end where there is one; and a button, unless there is
    nothing to do."""

    words: str
    label: str = ""
    address: str = ""
    until: datetime | None = None


Told = Callable[[Any, User | None, bool], Iterator[Step]]

# Rooms above know of votes, juries and boards, and add theirs when the site is loaded. Each is
# given a challenge that knows its phase, who asks: nobody for a visitor, and whether there is a
# result, which whoever draws a page has asked already.
STEPS: list[Told] = []


def steps_of(*, challenge: Any, person: User | None, decided: bool | None = None) -> list[Step]:
    """The first is the one to take; `challenge` may be a row. Whether it is decided is asked for
    where nobody has."""
    known = is_decided(challenge) if decided is None else decided
    mine = entries_standing_of(challenge=challenge.pk, maker=person) if person else []
    said = list(chain.from_iterable(told(challenge, person, known) for told in STEPS))
    if challenge.kind == Kind.MODELS and challenge.phase in (Phase.UPCOMING, Phase.OPEN):
        return said
    if challenge.phase in (Phase.UPCOMING, Phase.OPEN):
        return [*said, *_entering(challenge, person, mine)]
    return [*said, *_being_in(challenge, mine)]


def members_only(challenge: Any, what: str, until: datetime) -> Step:
    """Where the challenge says what somebody who is no member may do."""
    door = reverse("challenge", args=[challenge.slug]) + "#door"
    return Step(f"{what} is for members of this challenge, until", "How to join", door, until)


def _entering(challenge: Any, person: User | None, mine: list[Entry]) -> Iterator[Step]:
    if challenge.phase == Phase.UPCOMING:
        words, studio = "Songs can be entered from", reverse("studio")
        yield Step(words, "Make one in the studio", studio, challenge.opens_at)
        return
    submit, end = reverse("challenge-submit", args=[challenge.slug]), challenge.entries_close_at
    if not mine and not door_of(challenge=challenge, person=person).enter:
        yield members_only(challenge, "Entering", end)
        return
    if not mine:
        yield Step("Enter a song until", "Enter", submit, end)
        return
    yield from _being_in(challenge, mine)
    free = challenge.entries_each > len(mine)
    yield (
        Step("You may enter another one until", "Enter another song", submit, end)
        if free
        else Step("You may change your mind until", "Replace your entry", submit, end)
    )


def _being_in(challenge: Any, mine: list[Entry]) -> Iterator[Step]:
    for entry in mine[:1]:
        titles = ", ".join(f"“{one.title}”" for one in mine[:3])
        more = f" and {len(mine) - 3} more" if len(mine) > 3 else ""
        address = reverse("entry", args=[challenge.slug, entry.pk])
        label = "Your entry" if challenge.phase == Phase.CLOSED else "Your receipt"
        yield Step(f"You are in with {titles}{more}.", label, address)
