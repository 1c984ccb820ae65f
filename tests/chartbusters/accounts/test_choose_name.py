"""Names can be typed and told apart, and nobody is taken for an organiser who is none."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps.registry import Apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.test import Client

from chartbusters.accounts.names import username_clean
from chartbusters.accounts.services import person_update
from chartbusters.joining.services import people_add
from chartbusters.web.errors import Refusal

pytestmark = pytest.mark.django_db
User = get_user_model()
OFFICES = (
    "admin ADMIN Adm1n admin2 support Support-Team the.organiser 0rganiser organiser1 "
    "the-organizers chartbusters "
    "chartbuster5 root noreply me \uff41\uff44\uff4d\uff49\uff4e adrnin staff_7 moderat0r"
)


def sign_up(name: str) -> bool:
    Client().post("/accounts/signup/", {"username": name, "password1": "a-long-enough-word-7"})
    return User.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["dora", "Dora-2", "d.o_ra", "x", "badminton", "modern", "kit", "fischer", "anna2"]
)
def test_it_works(name: str) -> None:
    assert sign_up(name)


@pytest.mark.parametrize(
    "name",
    [
        "аlice",
        "al ice",
        "alice@example.org",
        "a+b",
        "-dora",
        "dora.",
        "Дора",
        "多拉",
        "al\u200bice",
        "dо\u202era",
        "x" * 41,
    ],
)
def test_it_rejects_names_that_cannot_be_typed_or_told_apart(name: str) -> None:
    assert not sign_up(name)
    with pytest.raises(Refusal):
        username_clean(name)


def test_it_takes_wide_letters_for_letters() -> None:
    assert username_clean("\uff44\uff4f\uff52\uff41") == "dora"


@pytest.mark.parametrize("name", OFFICES.split())
def test_it_rejects_names_of_offices(name: str) -> None:
    assert not sign_up(name)


def test_it_rejects_lookalikes_of_organisers(staff: Any) -> None:
    staff.username, staff.display_name = "milla.berg", "Milla Berg"
    staff.save()
    for name in ("milla-berg", "mi11aberg", "MILLABERG", "mllla.berg"):
        sign_up(name)
    assert list(User.objects.all()) == [staff]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Organiser",
            "The organiser",
            "Chartbusters",
            "C h a r t b u s t e r s",
            "Chartbusters team",
            "ОRGАNISЕR",
        ),
        *("\uff21dmin", "Admın", "Support 24", "Ada Quill", "АDA QUILL"),
    ],
)
def test_it_rejects_such_names_to_show(alice: Any, staff: Any, client_of: Any, name: str) -> None:
    staff.display_name = "Ada Quill"
    staff.save()
    answer = client_of(alice).post("/accounts/profile/", {"display_name": name, "about": ""})
    alice.refresh_from_db()
    assert (
        answer.status_code == 200
        and alice.display_name == ""
        and "Choose another" in answer.content.decode()
    )


def test_names_to_show_may_be_in_any_script(alice: Any) -> None:
    for name in ("Дора", "多拉", "Zoë Ångström", "دورا", "Modest Mussorgsky", "Orga Nist", ""):
        person_update(person=alice, display_name=name, about="")
        assert alice.display_name == name


def test_organisers_are_called_as_they_are(staff: Any) -> None:
    person_update(person=staff, display_name="The organiser", about="")
    assert User.objects.get(pk=staff.pk).display_name == "The organiser"


def test_lists_of_people_are_held_to_it() -> None:
    told = people_add(
        text="\uff4d\uff41\uff58\nsupport\nдора", by=None, address=lambda page, code: code
    )
    assert [bool(one.fault) for one in told] == [False, True, True]
    assert list(User.objects.values_list("username", flat=True)) == ["max"]


@pytest.mark.postgres
def test_the_database_tells_capitals_apart_from_nothing(alice: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ALICE")
    assert not User.objects.filter(username="ALICE").exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_doubles_of_an_older_site_go_on_under_a_number(
    migrated_to: Callable[[str, str], Apps],
) -> None:
    people = migrated_to("accounts", "0003_tokens_by_digest").get_model("accounts", "User").objects
    for name in ("Dora", "dora", "DORA", "dora-2", "emil"):
        people.create(username=name)
    people = migrated_to("accounts", "0004_names_tell_apart").get_model("accounts", "User").objects
    assert sorted(people.values_list("username", flat=True)) == [
        "DORA-4",
        "Dora",
        "dora-2",
        "dora-3",
        "emil",
    ]
