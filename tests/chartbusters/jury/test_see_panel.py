"""Organisers look after a jury: each act wants its own right."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chartbusters.challenges.models import Challenge, Organiser
from chartbusters.jury.models import Criterion, Juror
from chartbusters.jury.services import sheet_reopen

pytestmark = pytest.mark.django_db
ROOT = "/challenges/tunes/jury/"
RIGHTS = ("view_juror", "add_juror", "change_juror", "delete_juror", "change_criterion")


def helper_with(right: str) -> Any:
    helper = get_user_model().objects.create_user(f"has-{right}"[:30], is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename=right))
    return helper


@pytest.fixture
def made(jury: Any) -> Any:
    return jury()


@pytest.mark.parametrize("right", RIGHTS)
def test_one_right_opens_one_act(
    right: str, made: Any, client_of: Any, settings: Any, charlie: Any
) -> None:
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    helper = client_of(helper_with(right))
    seen = helper.get(f"{ROOT}panel/").status_code
    assert seen == (403 if right == "change_criterion" else 200)
    asked = helper.post(f"{ROOT}panel/", {"people": "charlie"}).status_code
    assert (asked == 200, Juror.objects.filter(person=charlie).exists()) == (
        right == "add_juror",
    ) * 2
    reminded = helper.post(f"{ROOT}panel/remind/").status_code
    assert reminded == (302 if right == "change_juror" else 403)
    assert Juror.objects.exclude(reminded_at=None).exists() == (right == "change_juror")
    gone = helper.post(f"{ROOT}panel/1/remove/", {"reason": "So", "counts": "yes"}).status_code
    assert gone == (302 if right == "delete_juror" else 403)
    assert Juror.objects.exclude(removed_at=None).exists() == (right == "delete_juror")


def test_jurors_and_makers_see_no_panel(
    made: Any, client_of: Any, visitor: Any, alice: Any, charlie: Any
) -> None:
    for person in (alice, charlie, made.entries[0].maker):
        assert client_of(person).get(f"{ROOT}panel/").status_code == 403
        assert client_of(person).post(f"{ROOT}panel/", {"people": "bob"}).status_code == 403
    assert visitor.get(f"{ROOT}panel/").status_code == 302


@pytest.mark.parametrize(("role", "may"), [("owner", 1), ("moderator", 1), ("editor", 0)])
def test_organisers_who_look_after_people_look_after_the_jury(
    role: str, may: int, made: Any, client_of: Any, alice: Any, charlie: Any
) -> None:
    Organiser.objects.create(challenge=made.challenge, person=alice, role=role)
    organiser = client_of(alice)
    assert organiser.get(f"{ROOT}panel/").status_code == (200 if may else 403)
    organiser.post(f"{ROOT}panel/", {"people": "charlie"})
    organiser.post(f"{ROOT}panel/1/remove/", {"reason": "So", "counts": "yes"})
    assert Juror.objects.filter(person=charlie).count() == may
    assert Juror.objects.exclude(removed_at=None).count() == may


def test_the_panel_tells_who_has_judged_how_many(made: Any, client_of: Any, staff: Any) -> None:
    made.judge(0, 0, 3, 4)
    page = client_of(staff).get(f"{ROOT}panel/").content.decode()
    assert "1 of 3" in page and "0 of 3" in page and "Frozen" in page


def test_the_panel_asks_the_same_however_many_jurors_there_are(
    made: Any, client_of: Any, staff: Any
) -> None:
    browser, counts = client_of(staff), []
    for crowd in (0, 12):
        for number in range(crowd):
            person = get_user_model().objects.create(username=f"judge{number}")
            Juror.objects.create(challenge=made.challenge, person=person, number=50 + number)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"{ROOT}panel/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_rubric_is_written_in_the_admin(challenge_in: Any, client_of: Any, staff: Any) -> None:
    challenge = challenge_in("upcoming")
    browser, words = client_of(staff), {f"level_{n}": f"Words {n}" for n in range(1, 6)}
    form = {"challenge": challenge.pk, "name": "Melody", "order": 1, "weight": 2, **words}
    browser.post("/admin/jury/criterion/add/", form)
    criterion = Criterion.objects.get()
    browser.post(f"/admin/jury/criterion/{criterion.pk}/change/", {**form, "name": "Tune"})
    criterion.refresh_from_db()
    assert criterion.name == "Tune" and criterion.level_5 == "Words 5"
    browser.post("/admin/jury/criterion/add/", {**form, "name": "tune"})
    assert Criterion.objects.count() == 1
    browser.post(f"/admin/jury/criterion/{criterion.pk}/delete/", {"post": "yes"})
    assert not Criterion.objects.exists()


def test_the_admin_tells_what_it_refuses(made: Any, client_of: Any, staff: Any) -> None:
    made.judge(0, 0, 3, 4)
    browser, criterion = client_of(staff), made.criteria[0]
    answer = browser.post(f"/admin/jury/criterion/{criterion.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 409 and "judged by this rubric" in answer.content.decode()
    assert Challenge.objects.count() == 1 and Criterion.objects.count() == 2


def test_what_was_taken_back_is_read_in_the_admin(made: Any, client_of: Any, staff: Any) -> None:
    made.judge(0, 0, 3, 4)
    sheet_reopen(juror=made.seats[0], number=made.entries[0].number)
    made.judge(0, 0, 5, 5)
    page = client_of(staff).get("/admin/jury/jurysheet/").content.decode()
    assert "Melody 5, Surprise 5" in page and "Melody 3, Surprise 4" in page
    helper = client_of(helper_with("view_juror"))
    assert helper.get("/admin/jury/jurysheet/").status_code == 403
