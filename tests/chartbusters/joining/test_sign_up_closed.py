"""Where sign-up is closed, a code or a listed mail address lets people in, and nothing else."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.test import Client

from chartbusters.accounts.models import User
from chartbusters.joining.adapter import Door
from chartbusters.joining.models import JoinCode, ListedAddress
from chartbusters.joining.services import addresses_list, join_code_use
from chartbusters.web.errors import Refusal

pytestmark = pytest.mark.django_db
SIGN_UP = "/accounts/signup/"
FORM = {"username": "dora", "password1": "a-long-enough-word-7"}


@pytest.fixture(autouse=True)
def _closed(settings: LazySettings) -> None:
    settings.REGISTRATION = "closed"


def is_in(name: str = "dora") -> bool:
    return User.objects.filter(username=name).exists()


def test_it_works(visitor: Client) -> None:
    page = visitor.get(SIGN_UP).content.decode()
    assert "Sign-up is closed" in page and "/accounts/invitation/" in page
    visitor.post(SIGN_UP, FORM)
    assert not is_in()


def test_open_sign_up_asks_for_no_code(visitor: Client, settings: LazySettings) -> None:
    settings.REGISTRATION = "open"
    JoinCode.objects.create(code="CHOIR7")
    assert "Join code" not in visitor.get(SIGN_UP).content.decode()
    assert visitor.post(SIGN_UP, FORM).status_code == 302 and is_in()


@pytest.mark.postgres
def test_a_code_lets_in(visitor: Client) -> None:
    code = JoinCode.objects.create(code="CHOIR7", places=1)
    assert 'value="CHOIR7"' in visitor.get(f"{SIGN_UP}?code=CHOIR7").content.decode()
    assert visitor.post(SIGN_UP, {**FORM, "code": " choir-7"}).status_code == 302 and is_in()
    code.refresh_from_db()
    assert code.used == 1
    Client().post(SIGN_UP, {**FORM, "username": "emil", "code": "CHOIR7"})
    assert not is_in("emil")


@pytest.mark.parametrize(
    "fields", [{"active": False}, {"places": 0}, {"expires_at": Now() - timedelta(minutes=1)}]
)
def test_it_rejects_a_code_that_is_over(fields: dict[str, Any], visitor: Client) -> None:
    JoinCode.objects.create(code="OTHER9")
    JoinCode.objects.create(code="CHOIR7", **fields)
    for code in ("CHOIR7", "NONSENSE", ""):
        answer = visitor.post(SIGN_UP, {**FORM, "code": code})
        assert answer.status_code == 200 and 'aria-invalid="true"' in answer.content.decode()
    assert not is_in()


def test_a_sign_up_that_fails_takes_no_place(visitor: Client, alice: Any) -> None:
    JoinCode.objects.create(code="CHOIR7", places=1)
    visitor.post(SIGN_UP, {**FORM, "username": "alice", "code": "CHOIR7"})
    assert JoinCode.objects.get().used == 0


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(eventually: Callable[..., Any]) -> None:
    JoinCode.objects.create(code="CHOIR7", places=3)

    def take(_: int) -> bool:
        try:
            join_code_use(code="CHOIR7")
        except Refusal:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(take, range(12))) == 3
    assert JoinCode.objects.get().used == 3


@pytest.mark.postgres
def test_the_database_holds_the_places() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        JoinCode.objects.create(code="CHOIR7", places=1, used=2)


def _ask(email: str) -> list[Any]:
    mail.outbox.clear()
    answer = Client().post("/accounts/invitation/", {"email": email}, follow=True)
    assert f"If {email} is on the list" in answer.content.decode()  # to everybody alike
    return list(mail.outbox)


@pytest.mark.postgres
def test_a_listed_address_lets_its_owner_in(staff: Any, visitor: Client) -> None:
    assert addresses_list(
        text="Dora <Dora@Example.org>; nonsense@\ndora@example.org", by=staff
    ) == (1, ["nonsense@"])
    (sent,) = _ask("dora@example.org")
    link = re.search(r"http://testserver(/accounts/invited/[^/]+/)", sent.body)
    assert sent.to == ["dora@example.org"] and link is not None
    page = visitor.get(link[1], follow=True).content.decode()
    assert "dora@example.org" in page and "Join code" not in page
    assert visitor.post(SIGN_UP, {**FORM, "email": "else@example.org"}).status_code == 302
    owner = EmailAddress.objects.get(user__username="dora")
    assert (owner.email, owner.verified) == ("dora@example.org", True)
    Client().get(link[1])
    assert User.objects.count() == 2  # the organiser and dora


@pytest.mark.postgres
def test_it_sends_one_mail_in_a_while_and_none_to_strangers(alice: Any) -> None:
    ListedAddress.objects.create(email="dora@example.org")
    ListedAddress.objects.create(email=alice.email)
    assert _ask("stranger@example.org") == []
    assert len(_ask("DORA@example.org")) == 1 and _ask("dora@example.org") == []
    ListedAddress.objects.update(sent_at=Now() - timedelta(minutes=4))
    assert len(_ask("dora@example.org")) == 1
    ListedAddress.objects.update(sent_at=None)
    (known,) = _ask(alice.email)
    assert "user name is alice" in known.body and "/invited/" not in known.body


def test_it_rejects_links_that_are_none(visitor: Client, settings: LazySettings) -> None:
    ListedAddress.objects.create(email="dora@example.org")
    (sent,) = _ask("dora@example.org")
    link = re.search(r"http://testserver(/accounts/invited/[^/]+/)", sent.body)
    assert link is not None
    assert visitor.get(link[1][:-3] + "xx/").status_code == 410
    ListedAddress.objects.all().delete()
    assert visitor.get(link[1]).status_code == 410
    visitor.post(SIGN_UP, FORM)
    assert not is_in()


def test_organisers_keep_codes_and_addresses(
    client_of: Callable[[Any], Client], staff: Any, bob: Any
) -> None:
    client = client_of(staff)
    page = client.get("/admin/joining/joincode/add/").content.decode()
    assert re.search(r'name="code" value="[A-Z2-9]{8}"', page)
    assert (
        client.post("/admin/joining/joincode/add/", {"code": "CHOIR7", "active": "on"}).status_code
        == 302
    )
    assert (
        client.post("/admin/joining/joincode/add/", {"code": "short", "active": "on"}).status_code
        == 200
    )
    add = "/admin/joining/listedaddress/add/"
    assert client.get(add).status_code == 200
    assert client.post(add, {"text": "a@example.org, b@example.org wrong@"}).status_code == 302
    assert ListedAddress.objects.count() == 2
    assert "wrong@" in client.get("/admin/joining/listedaddress/").content.decode()
    User.objects.filter(pk=bob.pk).update(is_staff=True)
    assert client_of(bob).post(add, {"text": "c@example.org"}).status_code == 403
    assert ListedAddress.objects.count() == 2


def test_mail_of_the_site_has_its_name(settings: LazySettings, visitor: Client) -> None:
    settings.REGISTRATION, settings.SITE_NAME = "open", "Choir of Ulm"
    settings.ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Choir of Ulm] "
    visitor.post(SIGN_UP, {**FORM, "email": "dora@example.org"})
    (sent,) = mail.outbox
    assert sent.subject.startswith("[Choir of Ulm] ") and "Hello from Choir of Ulm!" in sent.body


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_name_that_many_want_at_once_is_given_once(settings: LazySettings) -> None:
    """And the others are told so: a page, never a fault of ours."""
    settings.REGISTRATION = "open"
    start = Barrier(6)

    def sign_up(_: int) -> int:
        client = Client(raise_request_exception=False)
        client.get(SIGN_UP)
        start.wait(30)
        try:
            return client.post(SIGN_UP, FORM).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        statuses = sorted(threads.map(sign_up, range(6)))
    assert statuses.count(302) == 1 and set(statuses) <= {200, 302, 409}
    assert User.objects.filter(username="dora").count() == 1


def test_a_name_that_was_taken_meanwhile_takes_no_place(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    JoinCode.objects.create(code="CHOIR7", places=1)
    new_user = Door.new_user

    def overtaken(self: Door, request: Any) -> Any:
        User.objects.create_user("dora")
        return new_user(self, request)

    monkeypatch.setattr(Door, "new_user", overtaken)
    answer = visitor.post(SIGN_UP, {**FORM, "code": "CHOIR7"})
    assert (
        answer.status_code == 409
        and "took this user name or mail address in the same moment" in answer.content.decode()
    )
    assert JoinCode.objects.get().used == 0
