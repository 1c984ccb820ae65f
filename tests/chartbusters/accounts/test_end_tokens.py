"""Tokens end with the password under which they were made, by whatever door a new one came."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from chartbusters.accounts.services import person_update, token_create
from chartbusters.trail.models import Act, Trace

pytestmark = pytest.mark.django_db
Door = Callable[[Any, Any, Any], None]


def asked(secret: str) -> int:
    """What the site says to a program that asks who it is."""
    return Client().get("/api/v1/me/", headers={"Authorization": f"Bearer {secret}"}).status_code


def by_reset(alice: Any, staff: Any, client_of: Any) -> None:
    client = Client()
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/key/" in word)
    form = client.get(link.removeprefix("http://testserver"), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-word-9", "password2": "another-word-9"})


def by_form(alice: Any, staff: Any, client_of: Any) -> None:
    words = {
        "oldpassword": "alice-pass-1",
        "password1": "another-word-9",
        "password2": "another-word-9",
    }
    client_of(alice).post("/accounts/password/change/", words)


def by_organiser(alice: Any, staff: Any, client_of: Any) -> None:
    words = {
        "password1": "another-word-9",
        "password2": "another-word-9",
        "usable_password": "true",
    }
    client_of(staff).post(f"/admin/accounts/user/{alice.pk}/password/", words)


def by_shell(alice: Any, staff: Any, client_of: Any) -> None:
    with patch("getpass.getpass", return_value="another-word-9"):
        call_command("changepassword", "alice")


@pytest.mark.parametrize("door", [by_reset, by_form, by_organiser, by_shell])
def test_it_ends_with_the_password(
    alice: Any, bob: Any, staff: Any, client_of: Any, door: Door
) -> None:
    """Whoever throws a thief out by a new password throws out the program that the thief
    left, too."""
    (token, secret), (_, of_another) = (
        token_create(owner=one, name="x", days=None) for one in (alice, bob)
    )
    door(alice, staff, client_of)
    alice.refresh_from_db()
    assert alice.check_password("another-word-9")
    assert (asked(secret), asked(of_another)) == (401, 200)
    told = Trace.objects.get(act=Act.TOKEN_TAKEN)
    assert (told.to, told.words) == (alice, "with a new password") and str(token.pk).startswith(
        told.row.split()[1]
    )


def test_it_outlives_what_is_no_new_password(alice: Any, settings: Any) -> None:
    """Signing in hashes the old one anew when the way of hashing was changed, and notes when it
    was."""
    _, secret = token_create(owner=alice, name="x", days=None)
    person_update(person=alice, display_name="Alice", about="")
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = alice.password
    assert (
        Client()
        .post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
        .status_code
        == 302
    )
    alice.refresh_from_db()
    assert alice.password != before and asked(secret) == 200
