"""Nobody learns who is here: not by a clock, not by a sign-up, not by mail."""

from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail

from chartbusters.web.rates import read_rates
from tests.chartbusters.accounts.browsers import RIGHT, browser, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guesses_counted")]


@pytest.fixture
def hashed() -> Iterator[list[str]]:
    """Every password that is hashed while a test runs."""
    made: list[str] = []
    real = MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        made.append(password)
        return real(self, password, salt)

    with patch.object(MD5PasswordHasher, "encode", counting):
        yield made


def test_a_clock_does_not_tell_who_is_here(alice: Any, bob: Any, hashed: list[str]) -> None:
    EmailAddress.objects.create(user=alice, email="alice@example.org", verified=True)
    bob.set_unusable_password()
    bob.save()
    counts = {}
    for name in (
        "alice",
        "ALICE",
        "alice@example.org",
        "nobody",
        "nobody@example.org",
        "bob",
        "bob@example.org",
    ):
        hashed.clear()
        assert sign_in(browser(), name, "guess-9") == 200
        counts[name] = len(hashed)
    assert set(counts.values()) == {1}, counts


def test_signing_up_does_not_tell_which_addresses_are_known(alice: Any, hashed: list[str]) -> None:
    EmailAddress.objects.create(user=alice, email="alice@example.org", verified=True)
    told = []
    for name, email in (("dora", "alice@example.org"), ("emil", "new@example.org")):
        hashed.clear()
        client = browser()
        words = {"username": name, "email": email, "password1": "a-long-enough-word-7"}
        answer = client.post("/accounts/signup/", words)
        page = (
            client.get("/accounts/email/")
            .content.decode()
            .replace(email, "EMAIL")
            .replace(name, "NAME")
        )
        told.append((answer.status_code, answer["Location"], len(hashed), "Unverified" in page))
    assert told[0] == told[1] and told[0][0] == 302


def test_whoever_signs_up_with_my_address_gets_nothing_of_mine(alice: Any) -> None:
    EmailAddress.objects.create(user=alice, email="alice@example.org", verified=True)
    words = {"username": "dora", "email": "alice@example.org", "password1": "a-long-enough-word-7"}
    browser().post("/accounts/signup/", words)
    assert sign_in(browser(), "alice@example.org", "a-long-enough-word-7") == 200
    assert sign_in(browser(), "alice@example.org", RIGHT) == 302
    mail.outbox.clear()
    browser().post("/accounts/password/reset/", {"email": "alice@example.org"})
    assert (
        len(mail.outbox) == 1
        and "alice" in mail.outbox[0].body
        and "dora" not in mail.outbox[0].body
    )


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_nobody_is_buried_in_mail(settings: LazySettings, alice: Any, email: str) -> None:
    settings.MAILS_TO_ONE = read_rates("X", "3/d/person")
    answers = [
        browser(f"10.3.0.{turn}").post(
            "/accounts/password/reset/", {"email": email.upper() if turn % 2 else email}
        )
        for turn in range(8)
    ]
    assert len(mail.outbox) == 3
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {
        (302, "/accounts/password/reset/done/")
    }


def test_mails_of_another_kind_keep_no_reset_away(settings: LazySettings, alice: Any) -> None:
    settings.MAILS_TO_ONE = read_rates("X", "3/d/person")
    for number in range(5):
        words = {
            "username": f"dora{number}",
            "email": "alice@example.org",
            "password1": "a-long-enough-word-7",
        }
        browser(f"10.3.0.{number}").post("/accounts/signup/", words)
    mail.outbox.clear()
    browser().post("/accounts/password/reset/", {"email": "alice@example.org"})
    assert any("/password/reset/key/" in one.body for one in mail.outbox)
