"""Staff who may change people give nobody a right, and touch no superuser."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import RequestFactory
from django.urls import reverse


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
    return {
        "username": person.username,
        "email": person.email,
        "is_active": "on",
        **times,
        **changes,
    }


def address(person: Any, page: str = "change") -> str:
    return f"/admin/accounts/user/{person.pk}/{page}/"


def test_it_works(client_of: Any, helper: Any, alice: Any) -> None:
    assert (
        client_of(helper).post(address(alice), filled(alice, display_name="Al")).status_code == 302
    )
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


@pytest.fixture
def almighty(bob: Any) -> Any:
    """An organiser with every single right, in a group of their own, and no superuser."""
    bob.is_staff = True
    bob.save()
    bob.user_permissions.set(Permission.objects.all())
    bob.groups.add(Group.objects.create(name="Helpers"))
    return bob


def refused(client: Any, page: str, words: dict[str, Any]) -> bool:
    """Whether the administration lets nobody do this there."""
    return client.post(f"/admin/{page}/", words).status_code == 403


def test_every_right_together_makes_no_superuser(client_of: Any, almighty: Any, staff: Any) -> None:
    client = client_of(almighty)
    client.post(address(almighty), {**filled(almighty), "is_superuser": "on"})
    words = {"username": "x", "password1": "a-word-9-long", "is_superuser": "on"}
    client.post("/admin/accounts/user/add/", words)
    assert list(get_user_model().objects.filter(is_superuser=True)) == [staff]
    group = almighty.groups.get()
    every = list(Permission.objects.values_list("pk", flat=True))
    words = {"name": "Helpers", "permissions": every}
    assert refused(client, f"auth/group/{group.pk}/change", words)
    assert not group.permissions.exists()


def test_every_right_together_takes_over_no_superuser(
    client_of: Any, almighty: Any, staff: Any
) -> None:
    mail = EmailAddress.objects.create(
        user=staff, email="organiser@example.org", verified=True, primary=True
    )
    factor = Authenticator.objects.create(
        user=staff, type=Authenticator.Type.TOTP, data={"secret": "kept to itself"}
    )
    client = client_of(almighty)
    words = {"email": "thief@example.org", "user": almighty.pk, "verified": "on"}
    words |= {"type": "totp", "data": "{}"}
    for page in (f"account/emailaddress/{mail.pk}", f"mfa/authenticator/{factor.pk}"):
        assert refused(client, f"{page}/change", words)
        assert refused(client, f"{page}/delete", {"post": "yes"})
    assert refused(client, "account/emailaddress/add", {"user": staff.pk, "email": "t@x.org"})
    assert EmailAddress.objects.get() == mail and Authenticator.objects.get() == factor
    assert EmailAddress.objects.get().email == mail.email


@pytest.mark.parametrize("active", [True, False])
def test_nobody_takes_over_who_holds_more(
    client_of: Any, helper: Any, alice: Any, active: bool
) -> None:
    alice.is_staff, alice.is_active = True, active
    alice.save()
    alice.user_permissions.set(Permission.objects.filter(codename="change_challenge"))
    word = {"password1": "another-word-9", "password2": "another-word-9", "usable_password": "true"}
    client = client_of(helper)
    assert client.post(f"/admin/accounts/user/{alice.pk}/password/", word).status_code == 403
    assert client.post(address(alice), filled(alice, email="helper@example.org")).status_code == 403
    assert client.post(address(alice, "delete"), {"post": "yes"}).status_code == 403
    alice.refresh_from_db()
    assert alice.email == "alice@example.org" and alice.check_password("alice-pass-1")


def test_several_at_once_are_each_asked_about(
    client_of: Any, helper: Any, staff: Any, alice: Any
) -> None:
    body = {"action": "delete_selected", "_selected_action": [staff.pk, alice.pk], "post": "yes"}
    client_of(helper).post("/admin/accounts/user/", body)
    staff.refresh_from_db()
    assert staff.is_active and staff.username == "organiser"


def test_the_own_password_changes_where_the_old_one_is_asked_for(
    client_of: Any, staff: Any
) -> None:
    word = {"password1": "another-word-9", "password2": "another-word-9", "usable_password": "true"}
    answer = client_of(staff).post(f"/admin/accounts/user/{staff.pk}/password/", word)
    assert answer["Location"] == "/accounts/password/change/"


def test_pages_of_the_administration_show_no_keys(
    client_of: Any, staff: Any, alice: Any, visitor: Any
) -> None:
    visitor.post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
    factor = Authenticator.objects.create(
        user=alice, type=Authenticator.Type.TOTP, data={"secret": "kept to itself"}
    )
    session = UserSession.objects.get(user=alice)
    client = client_of(staff)
    for page in (
        f"mfa/authenticator/{factor.pk}/change/",
        f"usersessions/usersession/{session.pk}/change/",
    ):
        shown = client.get(f"/admin/{page}").content.decode()
        assert (
            "alice" in shown and "kept to itself" not in shown and session.session_key not in shown
        )


def test_superusers_sign_people_out_and_take_lost_factors_away(
    client_of: Any, staff: Any, alice: Any, visitor: Any
) -> None:
    visitor.post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
    factor = Authenticator.objects.create(
        user=alice, type=Authenticator.Type.TOTP, data={"secret": "lost"}
    )
    session = UserSession.objects.get(user=alice)
    client = client_of(staff)
    client.post(f"/admin/usersessions/usersession/{session.pk}/delete/", {"post": "yes"})
    client.post(f"/admin/mfa/authenticator/{factor.pk}/delete/", {"post": "yes"})
    assert visitor.get("/compositions/").status_code == 302 and not Authenticator.objects.exists()


def test_rights_to_look_change_nothing(client_of: Any, alice: Any, staff: Any, bob: Any) -> None:
    """Each right to view alone, at each page there is of the administration."""
    bob.is_staff = True
    bob.save()
    client = client_of(bob)
    for model, page in admin.site._registry.items():
        opts = model._meta
        bob.user_permissions.set(
            Permission.objects.filter(
                content_type__app_label=opts.app_label, codename=f"view_{opts.model_name}"
            )
        )
        base = f"admin:{opts.app_label}_{opts.model_name}"
        assert client.get(reverse(f"{base}_changelist")).status_code == 200, base
        assert client.post(reverse(f"{base}_add"), {}).status_code == 403, base
        if (row := model._default_manager.first()) is not None:
            assert client.post(reverse(f"{base}_change", args=[row.pk]), {}).status_code == 403, (
                base
            )
            assert (
                client.post(reverse(f"{base}_delete", args=[row.pk]), {"post": "yes"}).status_code
                == 403
            ), base
        assert page.get_actions(_asked_by(bob)) == {}, base


def _asked_by(person: Any) -> Any:
    request = RequestFactory().get("/")
    request.user = get_user_model().objects.get(pk=person.pk)
    return request
