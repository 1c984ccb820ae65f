"""Tokens by the page, from the shell and in the administration; those of before go on."""

import re
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from chartbusters.accounts.models import Token
from chartbusters.accounts.services import token_create
from tests.chartbusters.accounts.conftest import Asks
from tests.chartbusters.accounts.tokens import PAGE, TOKENS

pytestmark = pytest.mark.django_db


def test_the_page_makes_and_takes_away(client_of: Any, alice: Any, asks: Asks) -> None:
    browser = client_of(alice)
    page = browser.post(PAGE, {"name": "My script", "days": "30"})
    assert "no-store" in page["Cache-Control"]
    secret = re.search(r'class="secret">(cb_\w+)<', page.content.decode())
    assert secret and asks(secret[1]).json()["username"] == "alice"
    assert Token.objects.get().expiry > timezone.now() + timedelta(days=29)
    again = browser.get(PAGE).content.decode()
    assert "My script" in again and secret[1] not in again
    assert "already" in browser.post(PAGE, {"name": "My script", "days": "never"}).content.decode()
    token = Token.objects.get()
    assert browser.post(f"{PAGE}{token.id}/take-away/")["Location"] == PAGE
    assert asks(secret[1]).status_code == 401


def test_the_page_makes_one_without_an_end(client_of: Any, alice: Any) -> None:
    # who does not choose, does not
    assert '<option value="90" selected>' in client_of(alice).get(PAGE).content.decode()
    client_of(alice).post(PAGE, {"name": "My script", "days": "never"})
    assert Token.objects.get().expiry is None


def test_it_works_from_the_shell(alice: Any, asks: Asks, capsys: Any) -> None:
    call_command("token", "alice", "--days", "7")
    assert asks(capsys.readouterr().out.strip()).json()["username"] == "alice"
    for words in (["nobody"], ["alice"], ["alice", "--name", "x", "--days", "0"]):
        with pytest.raises(CommandError):
            call_command("token", *words)


def test_the_administration_shows_and_takes_away(client_of: Any, staff: Any, alice: Any) -> None:
    _, secret = token_create(owner=alice, name="My script", days=None)
    page = client_of(staff).get("/admin/accounts/token/").content.decode()
    assert "My script" in page and secret not in page
    assert client_of(staff).get("/admin/accounts/token/add/").status_code == 403


@pytest.mark.postgres
def test_tokens_of_before_go_on(alice: Any, asks: Asks, api: Any) -> None:
    """They stood in clear in a table of REST framework's, which has gone with its app."""
    secret = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"
    time = "datetime" if connection.vendor == "sqlite" else "timestamp with time zone"
    row = [secret, "2026-11-21 10:11:12.345678+00:00", alice.pk]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE authtoken_token (key varchar(40) PRIMARY KEY, created {time}, "
            "user_id bigint)"
        )
        cursor.execute("INSERT INTO authtoken_token VALUES (%s, %s, %s)", row)
    carry_over = import_module("chartbusters.accounts.migrations.0003_tokens_by_digest").carry_over
    for _ in range(2):  # the second time there is nothing more to do
        carry_over(apps, SimpleNamespace(connection=connection))
    assert asks(secret, "Token").json()["username"] == "alice"
    (listed,) = api(alice).get(TOKENS).json()["results"]
    assert (listed["expires_at"], listed["ended"], listed["created_at"][:19]) == (
        None,
        False,
        "2026-11-21T10:11:12",
    )
    assert "authtoken_token" not in connection.introspection.table_names()
