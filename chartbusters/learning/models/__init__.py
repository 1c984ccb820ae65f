"""How far people have come in the capsules, and the classes that they learn in."""

from chartbusters.learning.models.classes import (
    CODE_LETTERS,
    LONGEST_CLASS,
    LONGEST_LEARNER,
    AnswerSum,
    Classroom,
    Seat,
    SeatAnswer,
    SeatStep,
)
from chartbusters.learning.models.steps import LONGEST_NAME, StepDone

__all__ = [
    "CODE_LETTERS",
    "LONGEST_CLASS",
    "LONGEST_LEARNER",
    "LONGEST_NAME",
    "AnswerSum",
    "Classroom",
    "Seat",
    "SeatAnswer",
    "SeatStep",
    "StepDone",
]
