"""What is still missing before a challenge is shown to everybody."""

from collections.abc import Callable
from itertools import chain
from typing import NamedTuple

from django.utils import timezone

from chartbusters.challenges.models import Kind, PhasedChallenge, Takes
from chartbusters.challenges.organisers import Right
from chartbusters.challenges.rules import rules_in_words
from chartbusters.challenges.selectors import class_code_of, members_of
from chartbusters.jury.selectors import jurors_asked, rubric_fault, rubric_of


class Step(NamedTuple):
    """`needed` ones keep it from being published; the others are advice. `do` are the words of the
    link to where it is done."""

    met: bool
    words: str
    page: str
    do: str = "look at it"
    needed: bool = False
    right: Right = Right.EDIT  # without which the link leads nowhere


# Rooms above add theirs when the site is loaded.
MORE: list[Callable[[PhasedChallenge], list[Step]]] = []


def steps_of(challenge: PhasedChallenge) -> list[Step]:
    """In the order in which an organiser would take them."""
    steps = [
        Step(bool(challenge.tagline), "It is said in one line", "desk-settings"),
        Step(bool(challenge.overview), "It is told what it is about", "desk-settings"),
        *_of_rules(challenge),
        Step(challenge.opens_at > timezone.now(), "It opens later than now", "desk-settings"),
    ]
    told = (_of_members, _of_jury, *MORE)
    return steps + list(chain.from_iterable(tell(challenge) for tell in told))


def _of_rules(challenge: PhasedChallenge) -> list[Step]:
    """Rules are of songs; models are held to none of them."""
    if challenge.kind == Kind.MODELS:
        return []
    rules = "; ".join(rules_in_words(challenge.rules))
    return [Step(bool(rules), f"Rules: {rules}" if rules else "It has rules", "desk-settings")]


def _of_members(challenge: PhasedChallenge) -> list[Step]:
    if Takes.MEMBERS not in (challenge.entered_by, challenge.voted_by):
        return []
    if class_code_of(challenge=challenge) or members_of(challenge=challenge).exists():
        return [Step(True, "Members have a class code, or stand on the list", "desk-people")]
    words = "It is for members, and nobody can become one yet"
    return [Step(False, words, "desk-people", "make a class code or a list", right=Right.PEOPLE)]


def _of_jury(challenge: PhasedChallenge) -> list[Step]:
    if not challenge.weight_jury:
        return []
    fault = rubric_fault(criteria=rubric_of(challenge=challenge))
    words = fault or "The jury has its rubric"
    asked = jurors_asked(challenge=challenge)
    people = "person is" if asked == 1 else "people are"
    sits = f"{asked} {people} asked onto the jury" if asked else "Nobody is asked onto the jury yet"
    return [
        Step(not fault, words, "desk-rubric", "write it", needed=True),
        Step(bool(asked), sits, "jury-panel", "ask people", right=Right.PEOPLE),
    ]
