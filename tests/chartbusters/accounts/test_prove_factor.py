"""Staff come in by one door, and act only after their second factor; it is taken away by itself
alone."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.test import Client

from chartbusters.accounts.factors import PROVEN, SEEN, StaffProofMiddleware
from chartbusters.accounts.services import token_create
from chartbusters.trail.models import Act, Trace
from generation.rights import ADD_PEOPLE, has_right
from tests.chartbusters.accounts.organisers import PEOPLE, last_address, page_text, sign_in
from tests.codes import code_of

pytestmark = pytest.mark.django_db


def test_it_works(visitor: Client, secret: str) -> None:
    sign_in(visitor)
    assert visitor.get(PEOPLE).status_code == 302
    sign_in(visitor, secret)
    assert visitor.get(PEOPLE).status_code == 200


def test_the_administration_takes_no_password_itself(visitor: Client, staff: Any) -> None:
    words = {"username": "organiser", "password": "organiser-pass-1", "next": PEOPLE}
    answer = visitor.post("/admin/login/", words)
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
    assert "_auth_user_id" not in visitor.session
    assert visitor.get(PEOPLE, follow=True).redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_the_administration_sends_nobody_elsewhere(
    client_of: Any, staff: Any, elsewhere: str
) -> None:
    assert client_of(staff).get("/admin/login/", {"next": elsewhere})["Location"] == "/admin/"


def test_who_is_no_organiser_is_told_so(client_of: Any, alice: Any) -> None:
    answer = client_of(alice).get(PEOPLE, follow=True)
    assert answer.status_code == 403 and "for organisers" in answer.content.decode()


def test_a_session_without_the_factor_is_asked_for_it(
    client_of: Any, staff: Any, secret: str
) -> None:
    client = client_of(staff)  # a session from before the factor was turned on
    answer = client.get(PEOPLE, follow=True)
    assert (
        answer.redirect_chain[-1][0]
        == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Faccounts%2Fuser%2F"
    )
    answer = client.post(answer.redirect_chain[-1][0], {"code": code_of(secret)})
    assert answer["Location"] == PEOPLE and client.get(PEOPLE).status_code == 200


def test_no_act_of_staff_goes_by_another_door(
    settings: LazySettings, contest: Any, client_of: Any, staff: Any, secret: str
) -> None:
    challenge, _ = contest("open")
    client_of(staff).post(
        "/admin/challenges/challenge/", {"action": "extend", "_selected_action": [challenge.pk]}
    )
    assert not LogEntry.objects.exists()


def test_services_ask_what_the_request_has_proven(rf: Any, staff: Any) -> None:
    _, key = token_create(owner=staff, name="program", days=1)
    seen = []

    def view(request: Any) -> Any:
        seen.append(has_right(request.user, ADD_PEOPLE))

    for headers in ({}, {"Authorization": f"Bearer {key}"}):
        request = rf.get("/", headers=headers)
        request.user, request.session = staff, {PROVEN: time.time()}
        StaffProofMiddleware(view)(request)
    assert seen == [True, False] and has_right(staff, ADD_PEOPLE)


@pytest.mark.parametrize(
    "page",
    [
        "2fa/totp/deactivate/",
        "2fa/recovery-codes/generate/",
        "password/change/",
        "data/export/",
        "leave/",
    ],
)
def test_who_has_a_factor_needs_it_for_what_matters(
    client_of: Any, staff: Any, secret: str, page: str
) -> None:
    client = client_of(staff)
    address = f"/accounts/{page}"
    for answer in (
        client.post(address, {"password": "organiser-pass-1"}),
        client.post("/accounts/reauthenticate/"),
    ):
        assert answer.status_code == 302 and "/2fa/reauthenticate/" in last_address(
            client, answer["Location"]
        )
    client.post("/accounts/reauthenticate/", {"password": "organiser-pass-1"})
    client.post(address, {"action": "x"})
    assert Authenticator.objects.filter(user=staff, type="totp").exists()


def test_mail_addresses_change_after_a_proof_only(
    client_of: Any, alice: Any, staff: Any, secret: str
) -> None:
    for person, page in (
        (alice, "/accounts/reauthenticate/"),
        (staff, "/accounts/2fa/reauthenticate/"),
    ):
        client = client_of(person)
        answer = client.post("/accounts/email/", {"email": "thief@example.org", "action_add": ""})
        assert page in last_address(client, answer["Location"])
        assert not person.emailaddress_set.filter(email="thief@example.org").exists()


def test_no_password_is_kept_while_the_factor_is_asked(
    client_of: Any, staff: Any, secret: str
) -> None:
    client = client_of(staff)
    words = {
        "oldpassword": "organiser-pass-1",
        "password1": "another-word-9",
        "password2": "another-word-9",
    }
    assert client.post("/accounts/password/change/", words).status_code == 302
    assert "another-word-9" not in str(dict(client.session))


@pytest.mark.parametrize(("last_proof", "last_look"), [(13 * 3600, 60), (3 * 3600, 3 * 3600)])
def test_old_sessions_and_those_left_alone_prove_anew(
    client_of: Any, staff: Any, last_proof: int, last_look: int
) -> None:
    client = client_of(staff)
    session = client.session
    session[PROVEN], session[SEEN] = time.time() - last_proof, time.time() - last_look
    session.save()
    answer = client.get(PEOPLE, follow=True)
    asked = answer.redirect_chain[-1][0]
    assert asked.startswith("/accounts/reauthenticate/")
    assert client.get("/compositions/").status_code == 200  # as anybody they stay signed in
    client.post(asked, {"password": "organiser-pass-1"})
    assert client.get(PEOPLE).status_code == 200


def test_whoever_is_at_work_is_not_asked(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    session = client.session
    session[PROVEN] = session[SEEN] = time.time() - 100 * 60
    session.save()
    assert client.get(PEOPLE).status_code == 200
    assert client.session[SEEN] > time.time() - 60


def test_people_are_changed_after_a_fresh_proof_only(
    client_of: Any, staff: Any, alice: Any
) -> None:
    client = client_of(staff)
    session = client.session
    session[PROVEN] = time.time() - 20 * 60
    session.save()
    for page in ("change/", "password/", "delete/"):
        address = f"{PEOPLE}{alice.pk}/{page}"
        assert client.post(address, {"post": "yes"})["Location"].startswith(
            "/accounts/reauthenticate/?next=%2Fadmin"
        )
    alice.refresh_from_db()
    assert alice.is_active


def test_the_operator_helps_who_has_lost_it(staff: Any, secret: str, visitor: Client) -> None:
    call_command("factor_remove", "organiser")
    assert sign_in(visitor)["Location"] == "/" and visitor.get(PEOPLE).status_code == 200
    assert Trace.objects.filter(act=Act.FACTOR_OFF, to=staff).exists()
    with pytest.raises(CommandError):
        call_command("factor_remove", "organiser")


def test_a_proof_is_asked_for_in_our_words(
    client_of: Any, alice: Any, staff: Any, secret: str
) -> None:
    for person, words in ((alice, "Password"), (staff, "recovery codes")):
        page = page_text(client_of(person), "/accounts/leave/")
        assert "<h1>Is it you?</h1>" in page and words in page
        assert page.count('class="button primary"') == 1
