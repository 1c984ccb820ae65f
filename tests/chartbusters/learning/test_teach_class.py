"""Who teaches a class sees it, and closes, renames and deletes it; nobody else sees any of it, and
its bounds are kept."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from chartbusters.learning.models import Classroom, Seat, SeatAnswer
from chartbusters.learning.selectors import Holder
from chartbusters.learning.services import (
    classes_forget,
    classroom_change,
    classroom_create,
    progress_tell,
    seat_take,
    steps_keep,
)
from chartbusters.web.errors import Refusal
from tests.chartbusters.learning.classes import (
    CLASSES,
    DRAW,
    SEATS,
    browser,
    done,
    seven,
    told,
)

__all__ = ["seven"]
pytestmark = pytest.mark.django_db


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


def test_the_database_keeps_the_rules(seven: Classroom, bob: Any) -> None:
    seat = seat_take(code=seven.code, name="Fox", holder=Holder(bob))
    for wrong in (
        {"name": "fox", "browser": "b"},
        {"name": "Owl", "person": bob},
        {"name": "Owl"},
        {"name": "Owl", "person": bob, "browser": "b"},
        {"name": "a" * 21, "browser": "b"},
    ):
        with pytest.raises((IntegrityError, DataError)), transaction.atomic():
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
