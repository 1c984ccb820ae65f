"""Every door to leaving: the page, the administration, the shell; each asks who one is."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.test import Client

from chartbusters.leaving import services
from chartbusters.leaving.models import Departure
from chartbusters.web.errors import Refusal
from tests.chartbusters.leaving.erasing import traces
from tests.chartbusters.leaving.lives import FACTOR, Life
from tests.codes import code_of

pytestmark = pytest.mark.django_db

LEAVE = "/accounts/leave/"


def test_it_works_in_the_browser(life: Life) -> None:
    asked = life.browser.get(LEAVE)
    assert asked.status_code == 302 and asked["Location"].startswith(
        "/accounts/2fa/reauthenticate/"
    )
    assert life.browser.post(asked["Location"], {"code": code_of(FACTOR)})["Location"] == LEAVE
    page = life.browser.get(LEAVE).content.decode()
    assert (
        "3 songs" in page
        and "1 entry, with title and music" in page
        and "1 vote" in page
        and "Former member" in page
    )
    wrong = life.browser.post(LEAVE, {"name": "alice"})
    assert wrong.status_code == 200 and "Nothing was erased" in wrong.content.decode()
    assert not Departure.objects.exists()
    left = life.browser.post(LEAVE, {"name": "@Zuzanna"})
    assert left.status_code == 200 and "Your account is erased" in left.content.decode()
    assert (
        left["Clear-Site-Data"] == '"storage"'
        and Departure.objects.get().person_id == life.person.pk
    )
    assert life.browser.get("/compositions/").status_code == 302


def test_it_requires_the_password(life: Life, visitor: Client) -> None:
    for browser in (life.browser, visitor):
        answer = browser.post(LEAVE, {"name": "zuzanna"})
        assert answer.status_code == 302 and "/accounts/" in answer["Location"]
    assert not Departure.objects.exists()


def test_it_works_in_the_admin(life: Life, staff: Any, client_of: Any) -> None:
    address = f"/admin/accounts/user/{life.person.pk}/delete/"
    page = client_of(staff).get(address).content.decode()
    assert "1 entries and 1 votes that boards need stay" in page
    assert client_of(staff).post(address, {"post": "yes"}).status_code == 302
    assert Departure.objects.get().by_id == staff.pk and traces("zuzanna quill") == []
    told = LogEntry.objects.get()
    assert (told.user_id, told.object_id, told.object_repr) == (
        staff.pk,
        str(life.person.pk),
        "Former member",
    )


def test_it_works_on_several_in_the_admin(life: Life, bob: Any, staff: Any, client_of: Any) -> None:
    people = {
        "action": "delete_selected",
        "_selected_action": [life.person.pk, bob.pk],
        "post": "yes",
    }
    assert client_of(staff).post("/admin/accounts/user/", people).status_code == 302
    assert set(Departure.objects.values_list("person", flat=True)) == {life.person.pk, bob.pk}


def test_it_requires_the_right_to_delete_people(
    life: Life, bob: Any, staff: Any, client_of: Any
) -> None:
    bob.is_staff = True
    bob.save()
    with pytest.raises(Refusal) as refusal:
        services.person_erase(person=life.person, by=bob)
    assert refusal.value.status == 403
    assert (
        client_of(bob)
        .post(f"/admin/accounts/user/{life.person.pk}/delete/", {"post": "yes"})
        .status_code
        == 403
    )
    bob.user_permissions.add(Permission.objects.get(codename="delete_user"))
    bob = get_user_model().objects.get(pk=bob.pk)
    with pytest.raises(Refusal) as refusal:
        # who may delete people may not delete who may do everything
        services.person_erase(person=staff, by=bob)
    assert refusal.value.status == 403 and not Departure.objects.exists()
    assert services.person_erase(person=life.person, by=bob).by_id == bob.pk


def test_it_rejects_who_has_left(life: Life) -> None:
    services.person_erase(person=life.person, by=None)
    with pytest.raises(Refusal) as refusal:
        services.person_erase(person=life.person, by=None)
    assert refusal.value.code == "gone"


def test_it_works_from_the_shell(life: Life, capsys: Any) -> None:
    with pytest.raises(CommandError, match="nobody called"):
        call_command("person_erase", "nobody", "--yes")
    call_command("person_erase", "zuzanna", "--yes")
    assert "1 entries, 1 votes" in capsys.readouterr().out
    assert traces("zuzan", "zuz@") == [] and Departure.objects.get().by is None
