"""Staff who may change people give nobody a right, and touch no superuser."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


@pytest.fixture
def helper(charlie: Any) -> Any:
    charlie.is_staff = True
    charlie.save()
    names = ["view_user", "change_user", "delete_user"]
    charlie.user_permissions.set(Permission.objects.filter(codename__in=names))
    return charlie


def filled(person: Any, **changes: str) -> dict[str, str]:
    joined = person.date_joined
    times = {"date_joined_0": f"{joined:%Y-%m-%d}", "date_joined_1": f"{joined:%H:%M:%S}"}
    return {"username": person.username, "email": person.email, "is_active": "on", **times, **changes}


def address(person: Any, page: str = "change") -> str:
    return f"/admin/accounts/user/{person.pk}/{page}/"


def test_it_works(client_of: Any, helper: Any, alice: Any) -> None:
    assert client_of(helper).post(address(alice), filled(alice, display_name="Al")).status_code == 302
    alice.refresh_from_db()
    assert alice.display_name == "Al"


def test_nobody_gives_themselves_rights(client_of: Any, helper: Any) -> None:
    every = [str(pk) for pk in Permission.objects.values_list("pk", flat=True)]
    wish = {**filled(helper), "is_superuser": "on", "is_staff": "on", "user_permissions": every}
    assert client_of(helper).post(address(helper), wish).status_code == 302
    helper.refresh_from_db()
    assert not helper.is_superuser and helper.is_staff and helper.user_permissions.count() == 3


def test_superusers_are_changed_by_superusers_only(client_of: Any, helper: Any, staff: Any) -> None:
    client = client_of(helper)
    assert client.post(address(staff), filled(staff, display_name="Me")).status_code == 403
    word = {"password1": "another-word-9", "password2": "another-word-9", "usable_password": "true"}
    assert client.post(f"/admin/accounts/user/{staff.pk}/password/", word).status_code == 403
    assert client.post(address(staff, "delete"), {"post": "yes"}).status_code == 403
    assert get_user_model().objects.get(pk=staff.pk).check_password("organiser-pass-1")


def test_superusers_give_rights(client_of: Any, staff: Any, alice: Any) -> None:
    assert client_of(staff).post(address(alice), filled(alice, is_staff="on")).status_code == 302
    alice.refresh_from_db()
    assert alice.is_staff
