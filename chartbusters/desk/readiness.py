"""What is still missing before a challenge is shown to everybody."""

from typing import NamedTuple

from django.utils import timezone

from chartbusters.challenges.models import PhasedChallenge
from chartbusters.challenges.rules import rules_in_words
from chartbusters.jury.selectors import rubric_fault, rubric_of


class Step(NamedTuple):
    """`needed` ones keep it from being published; the others are advice."""

    met: bool
    words: str
    page: str
    needed: bool = False


def steps_of(challenge: PhasedChallenge) -> list[Step]:
    """In the order in which an organiser would take them."""
    rules = "; ".join(rules_in_words(challenge.rules))
    steps = [
        Step(bool(challenge.tagline), "It is said in one line", "desk-settings"),
        Step(bool(challenge.overview), "It is told what it is about", "desk-settings"),
        Step(bool(rules), f"Rules: {rules}" if rules else "It has rules", "desk-settings"),
        Step(challenge.opens_at > timezone.now(), "It opens later than now", "desk-settings"),
    ]
    if challenge.weight_jury:
        fault = rubric_fault(criteria=rubric_of(challenge=challenge))
        words = fault or "The jury has its rubric"
        steps.append(Step(not fault, words, "desk-rubric", needed=True))
    return steps
