"""Learners join a class by its code, with an account or without; their teacher sees how many steps
each has done, and sums of first answers, and nobody else sees any of it."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from chartbusters.learning.capsules import capsules
from chartbusters.learning.models import AnswerSum, Classroom, Seat, SeatAnswer, SeatStep
from chartbusters.learning.parts import questions_of
from chartbusters.learning.selectors import FEWEST, Holder, answers_of, rows_of
from chartbusters.learning.services import (
    classes_forget,
    classroom_change,
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
from tests.chartbusters.leaving.erasing import erase, traces

pytestmark = pytest.mark.django_db
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


def test_others_see_and_change_nothing(
    api: Any, client_of: Any, seven: Classroom, bob: Any, charlie: Any, staff: Any, visitor: Any
) -> None:
    seat = seat_take(code=seven.code, name="Fox", holder=Holder(bob))
    one, page = f"{CLASSES}{seven.pk}/", seven.get_absolute_url()
    for other in (bob, charlie, staff):
        assert api(other).get(CLASSES).json()["results"] == []
        assert api(other).get(one).status_code == 404
        assert api(other).patch(one, {"name": "Mine"}).status_code == 404
        assert api(other).delete(one).status_code == 404
        assert api(other).delete(f"{one}learners/{seat.pk}/").status_code == 404
        assert client_of(other).get(page).status_code == 404
        assert client_of(other).post(page, {"act": "delete"}).status_code == 404
    for other in (charlie, staff):
        assert api(other).get(f"{SEATS}{seat.pk}/").status_code == 404
        assert api(other).delete(f"{SEATS}{seat.pk}/").status_code == 404
    assert api().get(one).status_code == api().post(CLASSES, {"name": "A"}).status_code == 401
    assert visitor.get(page).status_code == 302
    address = reverse("learn-seat-leave", args=[seat.pk])
    assert client_of(charlie).post(address).status_code == 404
    assert Seat.objects.filter(pk=seat.pk).exists()


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


def test_a_closed_class_takes_and_counts_nothing(alice: Any, bob: Any, seven: Classroom) -> None:
    seat_take(code=seven.code, name="Fox", holder=Holder(bob))
    seat_take(code=seven.code, name="Owl", holder=browser(1))
    classroom_change(classroom=seven, days=0)
    seven.refresh_from_db()
    with pytest.raises(Refusal, match="No class that is open"):
        seat_take(code=seven.code, name="Elk", holder=browser(2))
    steps_keep(person=bob, steps=[DRAW])
    assert progress_tell(holder=browser(1), steps=[DRAW]) == 0
    assert done(seven) == {"Fox": 0, "Owl": 0}
    classroom_change(classroom=seven, days=3)
    assert progress_tell(holder=browser(1), steps=[DRAW]) == 1


def test_a_class_that_closed_long_ago_goes(alice: Any, seven: Classroom, settings: Any) -> None:
    seat_take(code=seven.code, name="Owl", holder=browser(1))
    later = classroom_create(teacher=alice, name="Eight")
    Classroom.objects.filter(pk=seven.pk).update(closes_at=Now() - timedelta(days=91))
    Classroom.objects.filter(pk=later.pk).update(closes_at=Now() - timedelta(days=89))
    assert (classes_forget(), classes_forget()) == (1, 0)
    assert list(Classroom.objects.all()) == [later] and not Seat.objects.exists()


def test_with_a_new_code_the_one_before_is_dead(seven: Classroom) -> None:
    before = seven.code
    after = classroom_change(classroom=seven, new_code=True).code
    with pytest.raises(Refusal):
        seat_take(code=before, name="Fox", holder=browser(1))
    assert seat_take(code=after, name="Fox", holder=browser(1)).classroom == seven


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


def test_bounds_are_kept(alice: Any, seven: Classroom, settings: Any) -> None:
    settings.LEARNERS_A_CLASS, settings.CLASSES_EACH = 1, 1
    seat_take(code=seven.code, name="Fox", holder=browser(1))
    with pytest.raises(Refusal, match="are taken"):
        seat_take(code=seven.code, name="Owl", holder=browser(2))
    with pytest.raises(Refusal, match="as many as one person may"):
        classroom_create(teacher=alice, name="Eight")
    for days in (0, 401):
        with pytest.raises(Refusal, match="days"):
            classroom_create(teacher=alice, name="Eight", days=days)


def test_codes_cannot_be_tried_without_end(settings: Any, visitor: Any) -> None:
    settings.LIMITS_ENABLED = True
    address = {"address": f"{SEATS}"}
    (limit,) = [one for one in limits.LIMITS if one.name == "class"]
    for path in (address["address"], reverse("learn-class-join"), CLASSES):
        assert limit.address.fullmatch(path)
    assert not limit.address.fullmatch(PROGRESS)
    settings.LIMITS = {**settings.LIMITS, "class": settings.LIMITS["invitation"][:0]}
    rate = settings.LIMITS["write"][1]._replace(most=2, seconds=3600)
    settings.LIMITS["class"] = [rate]
    wish = {"code": "AAAAAAAA", "name": "7"}
    answers = [visitor.post(SEATS, wish, **JSON).status_code for _ in range(3)]
    assert answers == [409, 409, 429]


def test_the_database_keeps_the_rules(seven: Classroom, bob: Any) -> None:
    seat = seat_take(code=seven.code, name="Fox", holder=Holder(bob))
    for wrong in (
        {"name": "fox", "browser": "b"},
        {"name": "Owl", "person": bob},
        {"name": "Owl"},
        {"name": "Owl", "person": bob, "browser": "b"},
        {"name": "a" * 21, "browser": "b"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            seven.seats.create(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        seven.sums.create(capsule="a", question="b", answered=1, right=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatAnswer.objects.bulk_create(
            [SeatAnswer(seat=seat, capsule="a", question="b") for _ in range(2)]
        )


def test_pages_do_all_of_it(client_of: Any, alice: Any) -> None:
    teacher, pupil = client_of(alice), Client()
    made = teacher.post(reverse("learn-class-new"), {"name": "Seven <b>", "days": "10"})
    page = made["Location"]
    code = Classroom.objects.get().code
    joined = pupil.post(
        reverse("learn-class-join"),
        {"code": code, "name": "7", "steps": json.dumps(told(DRAW)["steps"])},
    )
    assert joined.status_code == 302
    shown = pupil.get(reverse("learn-classes")).content.decode()
    assert "Seven &lt;b&gt;" in shown and "1 of 7" in shown
    assert "data-seated" in pupil.get(reverse("learn")).content.decode()
    table = teacher.get(page)
    assert "1 of 7" in table.content.decode() and "no-store" in table["Cache-Control"]
    teacher.post(page, {"act": "change", "name": "Eight", "days": ""})
    teacher.post(page, {"act": "code"})
    assert Classroom.objects.get().name == "Eight" and Classroom.objects.get().code != code
    assert teacher.post(page, {"act": "nothing"}).status_code == 400
    teacher.post(page, {"act": "remove", "seat": str(Seat.objects.get().pk)})
    assert not Seat.objects.exists()
    assert teacher.post(page, {"act": "remove", "seat": "x"}).status_code == 404
    teacher.post(page, {"act": "close"})
    assert "This class is closed" in teacher.get(page).content.decode()
    teacher.post(page, {"act": "delete"})
    assert not Classroom.objects.exists()


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
