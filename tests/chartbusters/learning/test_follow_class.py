"""A teacher's open page asks whether its class has changed: a word says so, to nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chartbusters.learning.models import Classroom
from chartbusters.learning.selectors import Holder, class_version
from chartbusters.learning.services import (
    classroom_change,
    progress_tell,
    seat_leave,
    seat_take,
    steps_keep,
)
from chartbusters.learning.services.progress import Answer
from tests.chartbusters.learning.classes import DRAW, SHIFT, browser, first_question, seven

__all__ = ["seven"]
pytestmark = pytest.mark.django_db


def now(classroom: Classroom) -> str:
    return reverse("learn-class-now", args=[classroom.pk])


def test_the_word_changes_with_all_that_is_shown(bob: Any, seven: Classroom) -> None:
    capsule, question, right, wrong = first_question()
    words = [class_version(classroom=seven)]

    def tell(act: Callable[[], Any]) -> None:
        act()
        seven.refresh_from_db()
        words.append(class_version(classroom=seven))

    tell(lambda: seat_take(code=seven.code, name="Fox", holder=Holder(bob)))
    tell(lambda: seat_take(code=seven.code, name="Owl", holder=browser(1)))
    tell(lambda: steps_keep(person=bob, steps=[DRAW]))
    tell(lambda: progress_tell(holder=browser(1), steps=[DRAW, SHIFT]))
    for holder, choice in ((browser(1), right), (Holder(bob), wrong)):
        answers = [Answer(capsule, question, choice)]
        tell(lambda holder=holder, answers=answers: progress_tell(holder=holder, answers=answers))
    tell(lambda: classroom_change(classroom=seven, name="Eight B"))
    tell(lambda: classroom_change(classroom=seven, new_code=True))
    tell(lambda: seat_leave(seat=seven.seats.get(name="Owl")))
    tell(lambda: classroom_change(classroom=seven, days=0))
    assert len(set(words)) == len(words) == 11


def test_the_word_stays_while_nothing_happens(bob: Any, seven: Classroom) -> None:
    seat_take(code=seven.code, name="Fox", holder=Holder(bob))
    steps_keep(person=bob, steps=[DRAW])
    before = class_version(classroom=seven)
    steps_keep(person=bob, steps=[DRAW])
    assert class_version(classroom=seven) == before


def test_who_knows_the_word_is_told_nothing_more(alice: Any, seven: Classroom) -> None:
    teacher = Client()
    teacher.force_login(alice)
    first = teacher.get(now(seven))
    assert first.json() == {"version": class_version(classroom=seven)}
    again = teacher.get(now(seven), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_it_is_for_the_teacher_alone(charlie: Any, seven: Classroom) -> None:
    stranger = Client()
    assert stranger.get(now(seven)).status_code == 302
    stranger.force_login(charlie)
    assert stranger.get(now(seven)).status_code == 404
