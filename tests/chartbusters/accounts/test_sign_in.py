"""Signing up, in and out through the styled pages."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["login", "signup", "password/reset"])
def test_it_shows_the_page_in_our_frame(visitor: Client, page: str) -> None:
    text = visitor.get(f"/accounts/{page}/").content.decode()
    assert 'class="masthead"' in text and 'href="#main"' in text and "style=" not in text
    assert text.count("<label for=") == text.count('<div class="field')


@pytest.mark.parametrize("page", ["email", "password/change", "logout", "profile", "2fa"])
def test_it_shows_the_settings_to_people(
    alice: Any, visitor: Client, client_of: Any, page: str
) -> None:
    answer = client_of(alice).get(f"/accounts/{page}/", follow=True)
    assert answer.status_code == 200 and 'class="masthead"' in answer.content.decode()
    assert visitor.get(f"/accounts/{page}/").status_code == 302


def test_it_signs_up_and_in(visitor: Client) -> None:
    form = {"username": "dora", "password1": "a-long-enough-word-7"}
    assert visitor.post("/accounts/signup/", form).status_code == 302
    assert get_user_model().objects.filter(username="dora").exists()
    assert "@dora" in visitor.get("/").content.decode()
    visitor.post("/accounts/logout/")
    assert "@dora" not in visitor.get("/").content.decode()
    assert (
        visitor.post(
            "/accounts/login/", {"login": "dora", "password": "a-long-enough-word-7"}
        ).status_code
        == 302
    )
    assert "@dora" in visitor.get("/").content.decode()


def test_it_rejects_a_wrong_password_without_saying_which_part_is_wrong(
    alice: Any, visitor: Client
) -> None:
    known = visitor.post(
        "/accounts/login/", {"login": "alice", "password": "wrong"}
    ).content.decode()
    unknown = visitor.post(
        "/accounts/login/", {"login": "nobody", "password": "wrong"}
    ).content.decode()
    sentence = "This name and this password do not belong together. Check both, and try again."
    assert sentence in known and sentence in unknown
    assert "wrong" not in known.replace("wrong-", "")  # the password is not sent back
