"""Learners join a class by its code, with an account or without, and tell it how far they come:
steps of each, and sums of first answers that do not say whose they were."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chartbusters.learning.models import AnswerSum, Classroom, Seat, SeatAnswer, SeatStep
from chartbusters.learning.selectors import FEWEST, Holder, answers_of, rows_of
from chartbusters.learning.services import (
    classroom_create,
    progress_tell,
    seat_leave,
    seat_take,
    steps_keep,
)
from chartbusters.learning.services.progress import Answer
from chartbusters.leaving.archive import archive_write
from chartbusters.web import limits
from chartbusters.web.errors import Refusal
from chartbusters.web.rates import Rate
from tests.chartbusters.learning.classes import (
    CLASSES,
    DRAW,
    JSON,
    PROGRESS,
    SEATS,
    SHIFT,
    browser,
    done,
    first_question,
    seven,
    told,
)
from tests.chartbusters.leaving.erasing import erase, traces

__all__ = ["seven"]
pytestmark = pytest.mark.django_db


def test_it_works_without_an_account(api: Any, alice: Any, seven: Classroom) -> None:
    pupil = Client()
    wish = {"code": f" {seven.code[:4].lower()}-{seven.code[4:]}", "name": "7"}
    assert pupil.post(SEATS, wish, **JSON).status_code == 201
    assert pupil.post(PROGRESS, told(DRAW), **JSON).status_code == 204
    assert pupil.post(PROGRESS, told(DRAW), **JSON).status_code == 204  # twice is once
    (learner,) = api(alice).get(f"{CLASSES}{seven.pk}/").json()["learners"]
    assert learner["name"] == "7"
    assert learner["steps"][0] == {"capsule": "music-as-numbers", "done": 1}
    (seat,) = pupil.get(SEATS).json()["results"]
    mine = pupil.get(f"{SEATS}{seat['id']}/").json()
    assert (mine["mine"][0]["done"], mine["together"][0]["done"], mine["learners"]) == (1, 1, 1)
    assert Client().get(SEATS).json()["results"] == []


def test_with_an_account_steps_are_those_of_the_account(
    api: Any, alice: Any, bob: Any, seven: Classroom
) -> None:
    steps_keep(person=bob, steps=[DRAW])
    assert api(bob).post(SEATS, {"code": seven.code, "name": "Fox"}).status_code == 201
    steps_keep(person=bob, steps=[SHIFT])
    progress_tell(holder=Holder(bob), steps=[DRAW])
    assert done(seven) == {"Fox": 2}
    assert not SeatStep.objects.exists()
    told_of = json.dumps(api(alice).get(f"{CLASSES}{seven.pk}/").json())
    assert "bob" not in told_of


def test_who_makes_an_account_takes_their_seat_along(bob: Any, seven: Classroom) -> None:
    seat = seat_take(code=seven.code, name="Fox", holder=browser(1))
    progress_tell(holder=browser(1), steps=[DRAW])
    taken = seat_take(code=seven.code, name="fox", holder=Holder(bob, browser(1).browser))
    assert (taken.pk, taken.person, taken.browser) == (seat.pk, bob, "")
    assert done(seven) == {"Fox": 1}
    assert seat_take(code=seven.code, name="other", holder=Holder(bob)).pk == seat.pk


def test_answers_stand_in_sums_alone(api: Any, alice: Any, seven: Classroom) -> None:
    capsule, question, right, wrong = first_question()
    for number in range(FEWEST):
        seat_take(code=seven.code, name=f"{number}", holder=browser(number))
        choices = (right, wrong) if number < 3 else (wrong, right)  # the second counts for nothing
        for choice in choices:
            answers = [Answer(capsule, question, choice)]
            assert progress_tell(holder=browser(number), answers=answers) == 1
        (summed,) = [one for one in answers_of(classroom=seven) if one.answered]
        assert summed.answered == number + 1
        assert summed.right == (None if number + 1 < FEWEST else 3)
    shown = api(alice).get(f"{CLASSES}{seven.pk}/").json()["answers"]
    row = {"capsule": capsule, "question": question, "answered": FEWEST, "right": 3}
    assert row in shown
    kept = {field.name for field in SeatAnswer._meta.get_fields()}
    assert kept == {"id", "seat", "capsule", "question"}, "who was right is not kept"
    seat_leave(seat=rows_of(classroom=seven)[0].seat)
    assert AnswerSum.objects.get().answered == FEWEST


@pytest.mark.parametrize(
    "given",
    [
        {"steps": [{"capsule": "music-as-numbers", "step": "nowhere"}]},
        {"answers": [{"capsule": "music-as-numbers", "question": "nothing", "choice": 0}]},
        {"answers": [{"capsule": "nothing", "question": "nothing", "choice": 0}]},
        {"answers": [{"capsule": "music-as-numbers", "question": "choosing", "choice": 9}]},
        {"answers": [{"capsule": "music-as-numbers", "question": "choosing", "choice": -1}]},
    ],
)
def test_it_rejects_what_no_capsule_has(given: Any, seven: Classroom) -> None:
    pupil = Client()
    pupil.post(SEATS, {"code": seven.code, "name": "7"}, **JSON)
    assert pupil.post(PROGRESS, given, **JSON).status_code == 400
    assert not SeatStep.objects.exists() and not SeatAnswer.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "\u200b", "a" * 21])
def test_it_rejects_names_that_do_not_fit(name: str, seven: Classroom) -> None:
    with pytest.raises(Refusal):
        seat_take(code=seven.code, name=name, holder=browser(1))
    wish = {"code": seven.code, "name": name}
    assert Client().post(SEATS, wish, **JSON).status_code == 400


def test_a_name_sits_once_in_a_class(alice: Any, seven: Classroom) -> None:
    other = classroom_create(teacher=alice, name="Eight")
    seat_take(code=seven.code, name="Fox", holder=browser(1))
    seat_take(code=other.code, name="Fox", holder=browser(2))
    with pytest.raises(Refusal, match="sits in this class already"):
        seat_take(code=seven.code, name="FOX", holder=browser(2))


def test_codes_cannot_be_tried_without_end(settings: Any, visitor: Any) -> None:
    settings.LIMITS_ENABLED = True
    (limit,) = [one for one in limits.LIMITS if one.name == "class"]
    for path in (SEATS, reverse("learn-class-join"), CLASSES):
        assert limit.address.fullmatch(path)
    assert not limit.address.fullmatch(PROGRESS)
    settings.LIMITS = {**settings.LIMITS, "class": [Rate(2, 3600, "address")]}
    wish = {"code": "AAAAAAAA", "name": "7"}
    answers = [visitor.post(SEATS, wish, **JSON).status_code for _ in range(3)]
    assert answers == [409, 409, 429]


def test_a_learner_leaves_and_a_browser_forgets(seven: Classroom) -> None:
    pupil = Client()
    join = {"code": seven.code, "name": "7", "steps": "no json"}
    pupil.post(reverse("learn-class-join"), join)
    assert {cookie["path"] for cookie in pupil.cookies.values()} >= {"/learn/"}
    assert all(pupil.cookies[name]["httponly"] for name in ("seat", "seat_told"))
    seat = Seat.objects.get()
    assert pupil.cookies["seat"].value not in (seat.browser, ""), "a copy of rows is no key"
    pupil.post(reverse("learn-seats-forget"))
    assert pupil.get(SEATS).json()["results"] == [] and Seat.objects.exists()
    seat.delete()
    pupil.post(reverse("learn-class-join"), join)
    pupil.post(reverse("learn-seat-leave", args=[Seat.objects.get().pk]))
    assert not Seat.objects.exists()


def test_it_is_taken_home_and_forgotten(alice: Any, bob: Any, seven: Classroom) -> None:
    capsule, question, right, _ = first_question()
    seat_take(code=seven.code, name="Vixen", holder=Holder(bob))
    progress_tell(holder=Holder(bob), answers=[Answer(capsule, question, right)])
    home: dict[str, Any] = {}
    for person, name in ((alice, "classes.json"), (bob, "seats.json")):
        file = io.BytesIO()
        archive_write(file, person=person)
        (home[name],) = json.loads(zipfile.ZipFile(file).read(name))
    assert (home["classes.json"]["name"], home["classes.json"]["learners"]) == ("Seven B", 1)
    assert home["seats.json"]["as"] == "Vixen"
    assert home["seats.json"]["answered"] == [f"{capsule}/{question}"]
    erase(bob)
    assert not Seat.objects.exists() and not traces("vixen")
    seat_take(code=seven.code, name="Elk", holder=browser(1))
    erase(alice)
    assert not Classroom.objects.exists() and not Seat.objects.exists()
