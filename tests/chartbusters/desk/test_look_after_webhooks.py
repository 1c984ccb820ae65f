"""Webhooks on the desk: who may change a challenge makes endpoints, reads what was sent, and sends
it again; nobody else learns that there are any."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.challenges.models import Challenge, Organiser, Role
from chartbusters.challenges.services import entry_create
from chartbusters.webhooks.models import Delivery, Endpoint
from tests.chartbusters.test_act_as_staff import helper_with

pytestmark = pytest.mark.django_db
URL = "https://hook.example.org/in"
FORM = {"url": URL, "kinds": ["entry.received", "challenge.closed"]}


@pytest.fixture
def challenge(challenge_in: Any, alice: Any) -> Challenge:
    made: Challenge = challenge_in("open")
    Organiser.objects.create(challenge=made, person=alice, role=Role.OWNER)
    return made


@pytest.fixture
def pages(challenge: Challenge) -> str:
    return f"/desk/{challenge.slug}/webhooks/"


@pytest.fixture
def endpoint(pages: str, client_of: Callable[..., Client], alice: Any) -> Endpoint:
    client_of(alice).post(pages, FORM)
    return Endpoint.objects.get()


def test_it_works(
    pages: str,
    challenge: Challenge,
    client_of: Callable[..., Client],
    alice: Any,
    bob: Any,
    composition_of: Any,
) -> None:
    """An endpoint is made, its secret shown once, an entry told of without its maker's name; a test
    is sent, and the endpoint removed."""
    browser = client_of(alice)
    assert "whsec_" in browser.post(pages, FORM).content.decode()
    page = browser.get(pages).content.decode()
    assert URL in page and "whsec_" not in page
    entry_create(challenge=challenge, composition=composition_of(bob), maker=bob)
    told = Delivery.objects.get()
    assert told.kind == "entry.received" and challenge.title in told.body
    assert bob.username not in told.body and "Receipt" not in told.body
    own = f"{pages}{told.endpoint_id}/"
    browser.post(own, {"act": "test"})
    page = browser.get(own).content.decode()
    assert "webhook.test" in page and told.message_id in page
    assert "whsec_" in browser.post(own, {"act": "secret"}).content.decode()
    assert browser.post(own, {"act": "remove"}).status_code == 302
    assert not Endpoint.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("editor", 200), ("moderator", 403), ("viewer", 403), ("", 404)],
)
def test_it_requires_the_right_to_edit(
    role: str,
    status: int,
    pages: str,
    challenge: Challenge,
    client_of: Any,
    charlie: Any,
    endpoint: Endpoint,
) -> None:
    if role:
        Organiser.objects.create(challenge=challenge, person=charlie, role=role)
    browser = client_of(charlie)
    own = f"{pages}{endpoint.pk}/"
    assert {browser.get(page).status_code for page in (pages, own)} == {status}
    assert browser.post(own, {"act": "secret"}).status_code == status
    assert browser.post(own, {"act": "off"}).status_code == (302 if status == 200 else status)
    endpoint.refresh_from_db()
    assert (endpoint.off_at is None) == (status != 200)


@pytest.mark.parametrize(
    ("right", "status"), [("change_challenge", 200), ("view_challenge", 403), ("add_vote", 404)]
)
def test_staff_need_the_right_to_change_challenges(
    right: str, status: int, pages: str, client_of: Any
) -> None:
    assert client_of(helper_with(right)).get(pages).status_code == status


def test_an_endpoint_of_another_challenge_is_not_there(
    endpoint: Endpoint, challenge_in: Any, alice: Any, client_of: Any
) -> None:
    other = challenge_in("open", "other")
    Organiser.objects.create(challenge=other, person=alice, role=Role.OWNER)
    own = f"/desk/other/webhooks/{endpoint.pk}/"
    assert client_of(alice).post(own, {"act": "remove"}).status_code == 404


def test_it_rejects_what_it_cannot_send_to(pages: str, client_of: Any, alice: Any) -> None:
    browser = client_of(alice)
    for form in (
        {**FORM, "url": "https://127.0.0.1/"},
        {**FORM, "url": "http://hook.example.org/"},
        {**FORM, "kinds": []},
        {**FORM, "kinds": ["no.such"]},
    ):
        answer = browser.post(pages, form)
        assert answer.status_code == 400 and 'role="alert"' in answer.content.decode()
    for _ in range(6):
        answer = browser.post(pages, FORM)
    assert answer.status_code == 409 and Endpoint.objects.count() == 5


def test_what_lies_there_is_changed_and_sent_again(
    pages: str, endpoint: Endpoint, client_of: Any, alice: Any
) -> None:
    browser, own = client_of(alice), f"{pages}{endpoint.pk}/"
    browser.post(own, {"act": "change", "url": f"{URL}/new", "kinds": ["challenge.closed"]})
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.kinds) == (f"{URL}/new", ["challenge.closed"])
    browser.post(own, {"act": "test"})
    assert browser.post(own, {"act": "test"}).status_code == 409
    row = Delivery.objects.get()
    Delivery.objects.update(state="failed", ended_at=row.created_at)
    browser.post(own, {"act": "replay-all", "days": "1"})
    row.refresh_from_db()
    assert row.state == "waiting"
    assert browser.post(own, {"act": "replay", "delivery": str(row.pk)}).status_code == 409
    assert browser.post(own, {"act": "replay", "delivery": "9" * 30}).status_code == 404
    assert browser.post(own, {"act": "nonsense"}).status_code == 400
