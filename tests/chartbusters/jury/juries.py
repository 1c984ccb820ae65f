"""A jury as tests ask of it, and how it judges."""

from dataclasses import dataclass
from typing import Any

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
