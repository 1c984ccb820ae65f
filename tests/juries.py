"""Challenges with a jury, for the tests of juries and final boards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.jury.models import Criterion, Juror, JurySheet
from chartbusters.jury.services import sheet_submit
from tests.contests import contest_made, to_phase

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


def rubric_made(challenge: Challenge) -> list[Criterion]:
    """Melody, which weighs two, and surprise, which weighs one."""
    return [
        Criterion.objects.create(
            challenge=challenge, name=name, weight=weight, order=order, **LEVEL_WORDS
        )
        for order, (name, weight) in enumerate(RUBRIC)
    ]


def jury_made(judges: Sequence[Any], by: Any, phase: str = "voting", entries: int = 3) -> Jury:
    """A challenge in this phase with so many entries, weights 50/30/20, and these who judge."""
    challenge, made = contest_made(phase, entries)
    Challenge.objects.filter(pk=challenge.pk).update(
        weight_public=50, weight_jury=30, weight_metrics=20
    )
    challenge.refresh_from_db()
    criteria = rubric_made(challenge)
    seats = [
        Juror.objects.create(
            challenge=challenge,
            person=person,
            number=number,
            invited_by=by,
            accepted_at=challenge.created_at,
        )
        for number, person in enumerate(judges, start=1)
    ]
    return Jury(challenge, sorted(made, key=lambda one: one.number), criteria, seats)


@pytest.fixture
def rubric() -> Callable[..., list[Criterion]]:
    """`rubric(challenge)`"""
    return rubric_made


@pytest.fixture
def jury(alice: Any, bob: Any, staff: Any) -> Callable[..., Jury]:
    """`jury("voting", 3)`, of alice and bob."""
    return partial(jury_made, (alice, bob), staff)
