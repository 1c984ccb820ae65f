"""What tests of classes share: a class, browsers that sit in it, and how far each is."""

from typing import Any

import pytest

from chartbusters.learning.capsules import capsules
from chartbusters.learning.models import Classroom
from chartbusters.learning.parts import questions_of
from chartbusters.learning.selectors import Holder, rows_of
from chartbusters.learning.services import classroom_create

CLASSES, SEATS = "/api/v1/learning/classes/", "/api/v1/learning/seats/"
PROGRESS = "/api/v1/learning/progress/"
DRAW, SHIFT = ("music-as-numbers", "draw"), ("music-as-numbers", "shift")
JSON = {"content_type": "application/json"}


@pytest.fixture
def seven(alice: Any) -> Classroom:
    """Alice's class, which nobody has joined."""
    return classroom_create(teacher=alice, name="Seven B")


def told(step: tuple[str, str]) -> dict[str, Any]:
    return {"steps": [dict(zip(("capsule", "step"), step, strict=True))]}


def done(classroom: Classroom) -> dict[str, int]:
    return {row.seat.name: row.total for row in rows_of(classroom=classroom)}


def browser(number: int) -> Holder:
    return Holder(browser=f"{number:064}")


def first_question() -> tuple[str, str, int, int]:
    """A question, with a right and a wrong choice."""
    capsule = capsules()[0]
    asked = questions_of(capsule)[0]
    rights = [right for _, right in asked.choices]
    return capsule.name, asked.name, rights.index(True), rights.index(False)
