"""What must hold before everybody sees a challenge; rooms above this one add what they ask for."""

from collections.abc import Callable

from chartbusters.challenges.models import Challenge

BEFORE_OPENING: list[Callable[[Challenge], None]] = []  # each raises `Refusal`


def refuse_unready(challenge: Challenge) -> None:
    for check in BEFORE_OPENING:
        check(challenge)
