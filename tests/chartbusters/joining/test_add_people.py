"""Organisers add a class at once; each person sets a password by a link that works once."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from chartbusters.accounts.models import User
from chartbusters.joining import services
from chartbusters.joining.models import Addition, Newcomer
from chartbusters.joining.services import Added, people_add, person_welcome
from chartbusters.web.errors import Refusal

pytestmark = pytest.mark.django_db
ADD = "/admin/joining/newcomer/add/"
PASSWORD = "a-long-enough-word-7"


def added(text: str, **fields: Any) -> list[Added]:
    return people_add(text=text, by=None, address=lambda page, code: f"/{page}/{code}/", **fields)


@pytest.mark.postgres
def test_it_works(visitor: Client) -> None:
    (ada,) = added("ada, ada@example.org, Ada L.")
    assert (ada.username, ada.email, ada.fault) == ("ada", "ada@example.org", "")
    person = User.objects.get(username="ada")
    assert not person.has_usable_password() and person.display_name == "Ada L."
    assert "Welcome, Ada L." in visitor.get(ada.link).content.decode()
    assert visitor.post(ada.link, {"password": PASSWORD})["Location"] == "/accounts/profile/"
    assert "@ada" in visitor.get("/").content.decode()
    assert Client().login(username="ada", password=PASSWORD)
    assert not Newcomer.objects.exists()


def test_a_link_works_once(visitor: Client) -> None:
    (ada,) = added("ada")
    token = ada.link.split("/")[-2]
    person_welcome(code=token, password=PASSWORD)
    for answer in (
        visitor.get(ada.link),
        visitor.post(ada.link, {"password": "another-long-word-8"}),
    ):
        assert answer.status_code == 410 and "This link was used" in answer.content.decode()
    with pytest.raises(Refusal):
        person_welcome(code=token, password="another-long-word-8")
    assert User.objects.get(username="ada").check_password(PASSWORD)


CHANGES = [
    "old",
    "forged",
    "replaced",
    "of somebody who was sent away",
    "of somebody who has a password",
]


@pytest.mark.parametrize("change", CHANGES)
def test_it_rejects_other_links(change: str, visitor: Client, settings: LazySettings) -> None:
    (ada,) = added("ada")
    link = ada.link
    if change == "old":
        settings.INVITATION_DAYS = 0
    elif change == "forged":
        link = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"
    elif change == "replaced":
        added("ada")
    elif change == "of somebody who has a password":
        User.objects.update(password=make_password(PASSWORD))
    else:
        User.objects.update(is_active=False)
    assert visitor.post(link, {"password": PASSWORD}).status_code == 410


def test_a_link_can_be_typed_from_paper(visitor: Client) -> None:
    (ada,) = added("ada")
    code = ada.link.split("/")[-2]
    assert re.fullmatch("[A-Z2-9]{10}", code) and not re.search("[ILO01]", code)
    assert visitor.get(f"/welcome/{code[:5].lower()}-{code[5:]}/").status_code == 200
    assert not Addition.objects.filter(link__contains=code).exists()


def test_it_rejects_a_weak_password(visitor: Client) -> None:
    (ada,) = added("ada-lovelace")
    page = visitor.post(ada.link, {"password": "ada-lovelace"}).content.decode()
    assert "too similar" in page
    assert visitor.post(ada.link, {"password": PASSWORD}).status_code == 302


@pytest.mark.postgres
def test_one_bad_line_does_not_stop_the_next(alice: Any) -> None:
    rows = added("alice\nALICE\nbob, alice@example.org\ncarl, nonsense@\ndora\ndora2")
    assert [bool(row.fault) for row in rows] == [True, True, True, True, False, False]
    assert "user name already" in rows[0].fault and "mail address" in rows[2].fault
    assert set(Newcomer.objects.values_list("username", flat=True)) == {"dora", "dora2"}


@pytest.mark.postgres
def test_the_same_list_again_gives_fresh_links_and_nobody_twice(alice: Any) -> None:
    first, again = added("ada, ada@example.org"), added("ada, ada@example.org")
    assert User.objects.filter(username="ada").count() == 1 and not again[0].fault
    assert added("ada, other@example.org")[0].fault
    with pytest.raises(Refusal):
        person_welcome(code=first[0].link.split("/")[-2], password=PASSWORD)
    person_welcome(code=again[0].link.split("/")[-2], password=PASSWORD)
    assert added("ada, ada@example.org")[0].fault  # never a link to an account that is in use


def test_it_sends_links(settings: LazySettings) -> None:
    settings.SITE_NAME = "Choir & Co"
    with_mail, without = added("ada, ada@example.org\nbob", send=True)
    (sent,) = mail.outbox
    assert sent.to == ["ada@example.org"] and sent.subject == "Your account at Choir & Co"
    assert "no mail address" in without.fault and not User.objects.filter(username="bob").exists()
    token = re.search(r"/welcome/([^/]+)/", sent.body)
    assert token is not None
    person_welcome(code=token[1], password=PASSWORD)
    assert EmailAddress.objects.get(user__username="ada").verified
    assert (with_mail.link, with_mail.fault) == ("", "")  # for the person's eyes only


def test_a_link_from_a_list_proves_no_mail_address() -> None:
    (ada,) = added("ada, ada@example.org")
    person_welcome(code=ada.link.split("/")[-2], password=PASSWORD)
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_the_page_adds_a_pasted_list_and_a_file(
    client_of: Callable[[Any], Client], staff: Any
) -> None:
    client = client_of(staff)
    assert client.get(ADD).status_code == 200
    page = client.post(ADD, {"text": "ada\nalso wrong, wrong@"}).content.decode()
    assert "/welcome/" in page and "valid email" in page
    file = io.BytesIO("name;email\nJürgen Müller;j@example.org".encode("utf-8-sig"))
    assert "jurgen-muller" in client.post(ADD, {"file": file}).content.decode()
    assert "is empty" in client.post(ADD, {"text": " "}).content.decode()
    assert "not in UTF-8" in client.post(ADD, {"file": io.BytesIO(b"\xff\xfe")}).content.decode()
    assert client.get("/admin/joining/newcomer/").status_code == 200


def test_the_page_makes_a_fresh_link(client_of: Callable[[Any], Client], staff: Any) -> None:
    added("ada")
    chosen = {"action": "link_again", "_selected_action": str(Newcomer.objects.get().pk)}
    page = client_of(staff).post("/admin/joining/newcomer/", chosen).content.decode()
    token = re.search(r"/welcome/([^/]+)/", page)
    assert (
        token is not None
        and services.person_welcome(code=token[1], password=PASSWORD).username == "ada"
    )


def test_it_requires_the_right(client_of: Callable[[Any], Client], alice: Any, bob: Any) -> None:
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    assert client_of(alice).post(ADD, {"text": "ada"}).status_code == 302
    for answer in (client_of(bob).get(ADD), client_of(bob).post(ADD, {"text": "ada"})):
        assert answer.status_code == 403
    with pytest.raises(Refusal):
        people_add(text="ada", by=bob, address=lambda page, token: "")
    assert not User.objects.filter(username="ada").exists()
    bob.user_permissions.add(
        *Permission.objects.filter(codename__in=["add_newcomer", "view_newcomer"])
    )
    assert client_of(User.objects.get(pk=bob.pk)).post(ADD, {"text": "ada"}).status_code == 200
    assert User.objects.filter(username="ada", is_staff=False, is_superuser=False).exists()


def test_the_command_prints_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "class.csv"
    path.write_text("username,email\nada,ada@example.org\nbob,wrong@\n")
    with pytest.raises(CommandError, match="1 of 2 lines"):
        call_command("people_add", str(path), "--site", "https://charts.example.org/")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows[0]["link"].startswith("https://charts.example.org/welcome/")
    assert "valid email" in rows[1]["fault"] and not rows[1]["link"]
    with pytest.raises(CommandError, match="No such file"):
        call_command("people_add", str(tmp_path / "none"))
