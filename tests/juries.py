"""Challenges with a jury, for the tests of juries and final boards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.jury.models import Criterion, Juror, JurySheet
from chartbusters.jury.services import sheet_submit
from tests.contests import to_phase

LEVEL_WORDS = {f"level_{level}": f"Words for {level}" for level in range(1, 6)}


@dataclass
class Jury:
    challenge: Challenge
    entries: list[Entry]  # by number
    criteria: list[Criterion]
    seats: list[Juror]

    def levels(self, *levels: int) -> dict[int, int]:
        """Level by criterion, in the order of the rubric."""
        return {one.pk: level for one, level in zip(self.criteria, levels, strict=True)}

    def judge(self, seat: int, entry: int, *levels: int, comment: str = "") -> JurySheet:
        return sheet_submit(
            juror=self.seats[seat],
            number=self.entries[entry].number,
            levels=self.levels(*levels),
            comment=comment,
        )

    def to(self, phase: str) -> Any:
        return to_phase(self.challenge, phase)


RUBRIC = (("Melody", 2), ("Surprise", 1))


@pytest.fixture
def rubric() -> Callable[..., list[Criterion]]:
    """`rubric(challenge)`: melody, which weighs two, and surprise, which weighs one."""

    def make(challenge: Challenge) -> list[Criterion]:
        return [
            Criterion.objects.create(
                challenge=challenge, name=name, weight=weight, order=order, **LEVEL_WORDS
            )
            for order, (name, weight) in enumerate(RUBRIC)
        ]

    return make


@pytest.fixture
def jury(contest: Any, rubric: Any, alice: Any, bob: Any, staff: Any) -> Callable[..., Jury]:
    """`jury("voting", 3)`: a challenge in this phase with three entries, weights 50/30/20, and
    alice and bob who judge."""

    def make(phase: str = "voting", entries: int = 3) -> Jury:
        challenge, made = contest(phase, entries)
        Challenge.objects.filter(pk=challenge.pk).update(
            weight_public=50, weight_jury=30, weight_metrics=20
        )
        challenge.refresh_from_db()
        criteria = rubric(challenge)
        seats = [
            Juror.objects.create(
                challenge=challenge,
                person=person,
                number=number,
                invited_by=staff,
                accepted_at=challenge.created_at,
            )
            for number, person in enumerate((alice, bob), start=1)
        ]
        return Jury(challenge, sorted(made, key=lambda one: one.number), criteria, seats)

    return make
