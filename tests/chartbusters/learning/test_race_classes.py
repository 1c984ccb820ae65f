"""Many learners at one moment, on a real PostgreSQL: no seat too many, no name twice, no answer
counted twice, and nothing is left of who leaves."""

from functools import partial
from typing import Any

import pytest

from chartbusters.learning.models import AnswerSum, Classroom, Seat, SeatStep
from chartbusters.learning.selectors import Holder
from chartbusters.learning.services import (
    classroom_create,
    classroom_delete,
    progress_tell,
    seat_leave,
    seat_take,
)
from chartbusters.learning.services.progress import Answer
from chartbusters.leaving.services import person_erase
from tests.databases import on_postgres
from tests.people import person_made
from tests.races import ROUNDS, crowd_of, told

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL"),
]
ANSWERS = [Answer("music-as-numbers", "choosing", 1)]
STEPS = [("music-as-numbers", "draw"), ("music-as-numbers", "shift")]


def browser(number: int) -> Holder:
    return Holder(browser=f"{number:064}")


def taking(classroom: Classroom, number: int, name: str = "") -> Any:
    return partial(seat_take, code=classroom.code, name=name or f"{number}", holder=browser(number))


def test_no_bound_is_passed(alice: Any, settings: Any) -> None:
    settings.LEARNERS_A_CLASS, settings.CLASSES_EACH = 3, ROUNDS + 1
    with crowd_of(8) as crowd:
        for _ in range(ROUNDS):
            one = classroom_create(teacher=alice, name="Seven")
            said = told(crowd.at_once([taking(one, number) for number in range(8)]))
            assert said == {"done": 3, "class_full": 5}
        makes = [partial(classroom_create, teacher=alice, name="Eight")] * 8
        assert told(crowd.at_once(makes)) == {"done": 1, "too_many": 7}


def test_one_name_and_one_learner_sit_once(alice: Any) -> None:
    one = classroom_create(teacher=alice, name="Seven")
    with crowd_of(8) as crowd:
        for _ in range(ROUNDS):
            acts = [taking(one, number, "Fox") for number in range(4)]
            acts += [taking(one, 9, "Owl")] * 4
            assert told(crowd.at_once(acts)) == {"done": 5, "name_taken": 3}
            assert sorted(Seat.objects.values_list("name", flat=True)) == ["Fox", "Owl"]
            Seat.objects.all().delete()


def test_an_answer_counts_once_however_many_tabs_tell_it(alice: Any) -> None:
    with crowd_of(8) as crowd:
        for _ in range(ROUNDS):
            one = classroom_create(teacher=alice, name="Seven")
            for number in range(2):
                taking(one, number)()
            acts = [
                partial(progress_tell, holder=browser(at % 2), steps=STEPS, answers=ANSWERS)
                for at in range(8)
            ]
            assert told(crowd.at_once(acts)) == {"done": 8}
            summed = AnswerSum.objects.get()
            assert (summed.answered, summed.right) == (2, 2)
            assert SeatStep.objects.count() == 4
            classroom_delete(classroom=one)


def test_what_is_told_while_it_goes_is_not_left(alice: Any) -> None:
    with crowd_of(4) as crowd:
        for number in range(ROUNDS):
            teacher = person_made(f"teacher{number}")
            one = classroom_create(teacher=teacher, name="Seven")
            seat = taking(one, 1)()
            tell = partial(progress_tell, holder=browser(1), steps=STEPS, answers=ANSWERS)
            ends: list[Any] = [
                partial(seat_leave, seat=seat),
                partial(classroom_delete, classroom=one),
                partial(person_erase, person=teacher, by=teacher),
            ]
            said = told(crowd.at_once([tell, tell, taking(one, 2), ends[number % 3]]))
            assert set(said) <= {"done", "no_class"}
            classroom_delete(classroom=one)
            assert not SeatStep.objects.exists() and not AnswerSum.objects.exists()
