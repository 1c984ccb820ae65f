"""What a class is told by its learners: steps that were done, and first answers, which go into
sums."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import F

from chartbusters.learning.capsules import capsule_named
from chartbusters.learning.models import AnswerSum, Seat, SeatAnswer, SeatStep
from chartbusters.learning.parts import questions_of
from chartbusters.learning.selectors import Holder, seats_open
from chartbusters.learning.services.classes import classroom_held
from chartbusters.learning.services.steps import steps_require
from chartbusters.web.errors import Refusal


class Answer(NamedTuple):
    """A choice, as it stands in the text, counted from 0."""

    capsule: str
    question: str
    choice: int


def progress_tell(
    *, holder: Holder, steps: Sequence[tuple[str, str]] = (), answers: Sequence[Answer] = ()
) -> int:
    """Tells every open class in which somebody sits. Steps are kept for seats of browsers; those of
    people are known from their account. Of answers to one question the first counts, and not whose
    it was. Again changes nothing; returns to how many seats it was told. Raises `Refusal` for what
    no capsule has."""
    steps_require(steps)
    judged = _judged(answers)
    seats = seats_open(holder=holder).order_by("classroom")
    with transaction.atomic():
        return sum(_tell(seat, steps, judged) for seat in seats)


def _tell(seat: Seat, steps: Sequence[tuple[str, str]], judged: dict[tuple[str, str], bool]) -> int:
    # Held: two tabs that tell the same answer are one after the other, and it counts once.
    held = classroom_held(pk=seat.classroom_id)
    if held is None or not Seat.objects.filter(pk=seat.pk).exists():
        return 0
    if seat.browser:
        rows = [SeatStep(seat=seat, capsule=capsule, step=step) for capsule, step in set(steps)]
        SeatStep.objects.bulk_create(rows, ignore_conflicts=True)
    known = set(seat.answers.values_list("capsule", "question"))
    fresh = {named: right for named, right in judged.items() if named not in known}
    SeatAnswer.objects.bulk_create(
        SeatAnswer(seat=seat, capsule=capsule, question=question) for capsule, question in fresh
    )
    _add_up(seat, fresh)
    return 1


def _add_up(seat: Seat, fresh: dict[tuple[str, str], bool]) -> None:
    for (capsule, question), right in fresh.items():
        summed, _ = AnswerSum.objects.get_or_create(
            classroom_id=seat.classroom_id, capsule=capsule, question=question
        )
        AnswerSum.objects.filter(pk=summed.pk).update(
            answered=F("answered") + 1, right=F("right") + int(right)
        )


def _judged(answers: Sequence[Answer]) -> dict[tuple[str, str], bool]:
    """Whether each was right. Raises `Refusal`."""
    judged: dict[tuple[str, str], bool] = {}
    for capsule, question, choice in answers:
        rights = _rights(capsule, question)
        if not 0 <= choice < len(rights):
            message = f"There is no such answer to “{question}” in “{capsule}”. Nothing was kept."
            raise Refusal("no_such_answer", message, 400, "answers")
        judged.setdefault((capsule, question), rights[choice])
    return judged


def _rights(capsule: str, question: str) -> list[bool]:
    """For each choice of a question whether it is right; empty for what is no question."""
    found = capsule_named(capsule)
    asked = questions_of(found) if found else []
    named = next((each for each in asked if each.name == question), None)
    return [right for _, right in named.choices] if named else []
