"""A second factor is set up: offered, or demanded of staff; its codes are for its owner alone."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import LazySettings
from django.test import Client

from tests.chartbusters.accounts.organisers import PEOPLE, page_text, sign_in
from tests.codes import code_of

pytestmark = pytest.mark.django_db


def test_where_it_is_demanded_nothing_opens_without(
    settings: LazySettings, visitor: Client, staff: Any
) -> None:
    settings.STAFF_FACTOR = True
    sign_in(visitor)
    assert (
        visitor.get(PEOPLE, follow=True)
        .redirect_chain[-1][0]
        .startswith("/accounts/reauthenticate/")
    )
    visitor.post("/accounts/reauthenticate/", {"password": "organiser-pass-1"})
    page = visitor.get("/accounts/2fa/totp/activate/")
    made = visitor.post(page.wsgi_request.path, {"code": code_of(page.context["form"].secret)})
    assert made.status_code == 302 and Authenticator.objects.filter(user=staff).exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_sets_it_up_goes_on_at_once(
    settings: LazySettings, visitor: Client, staff: Any
) -> None:
    settings.STAFF_FACTOR = True
    sign_in(visitor)
    visitor.post("/accounts/reauthenticate/", {"password": "organiser-pass-1"})
    page = visitor.get("/accounts/2fa/totp/activate/")
    visitor.post("/accounts/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)})
    assert visitor.get(PEOPLE).status_code == 200


def test_it_is_offered_where_it_is_not_demanded(visitor: Client, staff: Any) -> None:
    sign_in(visitor)
    assert (
        '<a href="/accounts/2fa/totp/activate/">A second factor</a>'
        in visitor.get("/").content.decode()
    )
    assert visitor.get(PEOPLE).status_code == 200


def test_who_left_an_address_can_turn_it_on_where_no_mail_goes_out(
    visitor: Client, db: None
) -> None:
    words = {"username": "dora", "email": "dora@example.org", "password1": "a-long-enough-word-7"}
    visitor.post("/accounts/signup/", words)
    visitor.post("/accounts/reauthenticate/", {"password": "a-long-enough-word-7"})
    page = visitor.get("/accounts/2fa/totp/activate/")
    answer = visitor.post(
        "/accounts/2fa/totp/activate/", {"code": code_of(page.context["form"].secret)}
    )
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert visitor.get(answer["Location"]).status_code == 200


def test_where_mail_goes_out_the_address_is_confirmed_first(
    settings: LazySettings, visitor: Client, db: None
) -> None:
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    words = {"username": "dora", "email": "dora@example.org", "password1": "a-long-enough-word-7"}
    visitor.post("/accounts/signup/", words)
    assert visitor.get("/accounts/2fa/totp/activate/")["Location"] == "/accounts/2fa/"


@pytest.mark.parametrize("page", ["2fa/recovery-codes/", "2fa/recovery-codes/download/"])
def test_recovery_codes_are_shown_after_a_proof_only(
    client_of: Any, staff: Any, secret: str, page: str
) -> None:
    RecoveryCodes.activate(staff)
    answer = client_of(staff).get(f"/accounts/{page}", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/2fa/reauthenticate/")
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert codes and codes[0] not in answer.content.decode()


def test_the_secret_of_an_app_is_reached_by_keyboard(client_of: Any, alice: Any) -> None:
    client = client_of(alice)
    client.post("/accounts/reauthenticate/", {"password": "alice-pass-1"})
    page = page_text(client, "/accounts/2fa/totp/activate/")
    field = page[page.rindex("<input", 0, page.index('id="authenticator_secret"')) :].partition(
        ">"
    )[0]
    assert "readonly" in field and "disabled" not in field
