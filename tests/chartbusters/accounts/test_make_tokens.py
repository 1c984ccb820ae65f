"""People make tokens for their programs, know them again, and take them away."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from chartbusters.accounts.models import Token
from chartbusters.accounts.services import MOST_TOKENS, token_create
from chartbusters.web.errors import Refusal
from chartbusters.web.models import RememberedRequest
from tests.chartbusters.accounts.conftest import Asks
from tests.chartbusters.accounts.tokens import ME, PAGE, TOKENS

pytestmark = pytest.mark.django_db


@pytest.mark.postgres
def test_it_works(api: Any, alice: Any, asks: Asks) -> None:
    made = api(alice).post(TOKENS, {"name": "My  script", "days": 30})
    assert made.status_code == 201 and made["Cache-Control"] == "no-store"
    token = made.json()
    assert (token["name"], token["ended"], token["last_used_at"]) == ("My script", False, None)
    assert token["token"].startswith(token["begins"]) and token["begins"].startswith("cb_")
    for scheme in ("Bearer", "Token", "bearer"):
        answer = asks(token["token"], scheme)
        assert (answer.status_code, answer.json()["username"]) == (200, "alice")
    (listed,) = api(alice).get(TOKENS).json()["results"]
    assert listed["last_used_at"] and "token" not in listed
    assert api(alice).delete(f"{TOKENS}{token['id']}/").status_code == 204
    assert asks(token["token"]).status_code == 401


def test_it_keeps_no_secret(alice: Any) -> None:
    token, secret = token_create(owner=alice, name="script", days=None)
    kept = [str(getattr(token, field.attname)) for field in Token._meta.fields]
    assert not any(secret in value for value in kept)
    assert hashlib.sha512(secret.encode()).hexdigest() in kept


def test_it_keeps_no_secret_for_a_repetition_either(api: Any, alice: Any) -> None:
    """Answers are kept for a day under their Idempotency-Key; this one must not be."""
    first = api(alice).post(TOKENS, {"name": "script"}, Idempotency_Key="k1")
    assert first.status_code == 201 and RememberedRequest.objects.get().body == ""
    again = api(alice).post(TOKENS, {"name": "script"}, Idempotency_Key="k1")
    assert (again.status_code, again.json()["code"]) == (
        409,
        "already_done",
    ) and Token.objects.count() == 1


def test_a_person_has_several(alice: Any, bob: Any, asks: Asks) -> None:
    secrets = [
        token_create(owner=alice, name=f"script {number}", days=None)[1] for number in range(3)
    ]
    token_create(owner=bob, name="script 0", days=None)
    assert [asks(secret).json()["username"] for secret in secrets] == ["alice"] * 3


def test_it_requires_sign_in(api: Any, visitor: Client) -> None:
    for answer in (api().get(TOKENS), api().post(TOKENS, {"name": "x"}), api().get(ME)):
        assert answer.status_code == 401 and answer["WWW-Authenticate"] == 'Bearer realm="api"'
        assert answer.json()["code"] == "not_authenticated"
    assert visitor.get(PAGE)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("secret", ["cb_" + "0" * 64, "", "zwölf", "a b", "\udcff" * 3])
def test_it_rejects_what_is_no_token(secret: str, asks: Asks, alice: Any) -> None:
    for address in (ME, "/api/v1/models/"):
        answer = asks(secret.encode("utf-8", "surrogateescape").decode("latin-1"), address=address)
        assert (answer.status_code, answer.json()["code"]) == (401, "authentication_failed")
        assert answer["WWW-Authenticate"] == 'Bearer realm="api"'


def test_it_says_401_to_other_schemes(asks: Asks) -> None:
    assert asks("YWxpY2U6eA==", "Basic").status_code == 401


@pytest.mark.postgres
def test_it_ends_by_the_clock_of_the_database(
    alice: Any, asks: Asks, api: Any, monkeypatch: Any
) -> None:
    token, secret = token_create(owner=alice, name="script", days=1)
    # this machine's clock is wrong
    monkeypatch.setattr(timezone, "now", lambda: token.expiry + timedelta(days=9))
    assert asks(secret).status_code == 200
    monkeypatch.undo()
    Token.objects.filter(pk=token.pk).update(expiry=Now())
    assert asks(secret).status_code == 401
    (listed,) = api(alice).get(TOKENS).json()["results"]
    # it stays in sight, so that its owner knows why the program stopped
    assert listed["ended"] is True


def test_it_rejects_tokens_made_by_tokens(alice: Any, visitor: Client, asks: Asks) -> None:
    _, secret = token_create(owner=alice, name="script", days=1)
    headers = {"Authorization": f"Bearer {secret}"}
    answer = visitor.post(
        TOKENS, {"name": "child"}, content_type="application/json", headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_in_needed")
    assert Token.objects.count() == 1


def test_it_requires_the_csrf_token_of_a_session(alice: Any) -> None:
    """Another site could else have a token made in somebody's browser."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    for address in (TOKENS, PAGE):
        answer = browser.post(address, '{"name": "x"}', content_type="application/json")
        assert answer.status_code == 403
    assert not Token.objects.exists()


def test_a_token_may_take_itself_away(alice: Any, visitor: Client, asks: Asks) -> None:
    token, secret = token_create(owner=alice, name="script", days=None)
    headers = {"Authorization": f"Bearer {secret}"}
    assert visitor.delete(f"{TOKENS}{token.id}/", headers=headers).status_code == 204
    assert asks(secret).status_code == 401


@pytest.mark.parametrize(
    ("wish", "status", "code", "field"),
    [
        ({"name": ""}, 400, "invalid", "name"),
        ({"name": "x" * 61}, 400, "invalid", "name"),
        ({"name": "x", "days": 0}, 400, "invalid", "days"),
        ({"name": "x", "days": 367}, 400, "invalid", "days"),
        ({"name": "taken"}, 409, "name_taken", "name"),
    ],
)
def test_it_rejects_wishes(
    wish: Any, status: int, code: str, field: str, api: Any, alice: Any
) -> None:
    token_create(owner=alice, name="taken", days=None)
    answer = api(alice).post(TOKENS, wish)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (
        status,
        code,
        field,
    )
    assert Token.objects.count() == 1


def test_it_rejects_days_at_every_door(alice: Any) -> None:
    for days in (0, -1, 367):
        with pytest.raises(Refusal):
            token_create(owner=alice, name="x", days=days)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_there_is_an_end_to_how_many(alice: Any) -> None:
    for number in range(MOST_TOKENS - 1):
        token_create(owner=alice, name=f"script {number}", days=None)

    def make(name: str) -> str:
        try:
            return token_create(owner=alice, name=name, days=None)[0].name
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(make, ["a", "b", "c", "d"]))
    assert sorted(outcomes)[1:] == ["too_many_tokens"] * 3 and Token.objects.count() == MOST_TOKENS


def test_others_do_not_see_it(api: Any, alice: Any, bob: Any, client_of: Any) -> None:
    token, _ = token_create(owner=alice, name="script", days=None)
    assert api(bob).get(TOKENS).json()["results"] == []
    assert api(bob).delete(f"{TOKENS}{token.id}/").status_code == 404
    assert client_of(bob).post(f"{PAGE}{token.id}/take-away/").status_code == 404
    assert Token.objects.filter(pk=token.pk).exists()


def test_it_ends_with_its_owner(alice: Any, asks: Asks) -> None:
    _, secret = token_create(owner=alice, name="script", days=None)
    alice.is_active = False
    alice.save()
    assert asks(secret).status_code == 401


def test_reading_does_not_write_each_time(
    alice: Any, asks: Asks, django_assert_max_num_queries: Any
) -> None:
    token, secret = token_create(owner=alice, name="script", days=None)
    asks(secret)
    first = Token.objects.get(pk=token.pk).last_used_at
    asks(secret)
    assert Token.objects.get(pk=token.pk).last_used_at == first
    Token.objects.filter(pk=token.pk).update(last_used_at=Now() - timedelta(minutes=2))
    asks(secret)
    assert Token.objects.get(pk=token.pk).last_used_at >= first
