"""A POST with an Idempotency-Key happens once."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import path
from rest_framework.decorators import api_view, parser_classes, permission_classes
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from chartbusters.accounts.services import token_create
from chartbusters.web.errors import Refusal
from chartbusters.web.models import RememberedRequest

ADDRESS = "/api/v1/groups/"
gate = threading.Event()
inside = threading.Event()


@api_view(["POST"])
@permission_classes([AllowAny])
@parser_classes([JSONParser, MultiPartParser])
def make(request: Request) -> Response:
    """Makes one row a call, so that doing it twice is seen."""
    if request.data.get("name") == "refused":
        raise Refusal("closed", "Closed for today, come back tomorrow.", 409)
    if request.data.get("name") == "broken":
        raise KeyError("bug")
    group = Group.objects.create(name=f"{Group.objects.count()}")
    if request.data.get("name") == "slow":
        inside.set()
        gate.wait(30)
    if request.data.get("name") == "half-done":
        raise Refusal("closed", "Closed after all, come back tomorrow.", 409)
    if request.data.get("name") == "secret":
        return Response({"id": group.pk, "secret": "x"}, 201, headers={"Cache-Control": "no-store"})
    return Response({"id": group.pk}, 201)


@api_view(["POST"])
@permission_classes([AllowAny])
def look(request: Request) -> Response:
    """Takes its time over a large body, and only then writes."""
    held.append(connection.connection.in_transaction if connection.vendor == "sqlite" else False)
    Group.objects.create(name=f"{Group.objects.count()}")
    return Response({}, 201)


held: list[bool] = []
urlpatterns = [path("api/v1/groups/", make), path("api/v1/looks/", look)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _closed_gate() -> Iterator[None]:
    gate.clear()
    inside.clear()
    yield
    gate.set()


@pytest.mark.postgres
def test_it_works(api: Callable[..., Any], alice: Any) -> None:
    speaker = api(alice)
    first = speaker.post(ADDRESS, {"name": "x"}, Idempotency_Key="k1")
    second = speaker.post(ADDRESS, {"name": "x"}, Idempotency_Key="k1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert Group.objects.count() == 1


def test_it_works_without_a_key(api: Callable[..., Any], alice: Any) -> None:
    speaker = api(alice)
    assert (
        speaker.post(ADDRESS, {"name": "x"}).json() != speaker.post(ADDRESS, {"name": "x"}).json()
    )


def test_it_rejects_another_body(api: Callable[..., Any], alice: Any) -> None:
    speaker = api(alice)
    speaker.post(ADDRESS, {"name": "x"}, Idempotency_Key="k1")
    answer = speaker.post(ADDRESS, {"name": "y"}, Idempotency_Key="k1")
    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_conflict")
    assert Group.objects.count() == 1


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "a b", "é"])
def test_it_rejects_odd_keys(key: str, api: Callable[..., Any], alice: Any) -> None:
    answer = api(alice).post(ADDRESS, {"name": "x"}, Idempotency_Key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_idempotency_key")


def test_it_keeps_people_apart(api: Callable[..., Any], alice: Any, bob: Any) -> None:
    answers = [
        api(who).post(ADDRESS, {"name": "x"}, Idempotency_Key="k1").json()
        for who in (alice, bob, None)
    ]
    answers.append(
        Client(REMOTE_ADDR="10.0.0.9").post(ADDRESS, {}, headers={"Idempotency-Key": "k1"}).json()
    )
    assert len({answer["id"] for answer in answers}) == 4


def test_it_handles_refusals_and_mistakes(api: Callable[..., Any], alice: Any) -> None:
    """What was not done may be tried again under the same key."""
    speaker = api(alice)
    assert speaker.post(ADDRESS, {"name": "refused"}, Idempotency_Key="k1").status_code == 409
    speaker.client.raise_request_exception = False
    assert speaker.post(ADDRESS, {"name": "broken"}, Idempotency_Key="k2").status_code == 500
    assert not RememberedRequest.objects.exists()


def test_it_handles_forms_sent_again(api: Callable[..., Any], alice: Any) -> None:
    speaker = api(alice)
    answers = []
    for boundary in ("one", "two"):
        body = (
            f"--{boundary}\r\nContent-Disposition: form-data; "
            f'name="name"\r\n\r\nx\r\n--{boundary}--\r\n'
        )
        kind = f"multipart/form-data; boundary={boundary}"
        answers.append(
            speaker.client.post(ADDRESS, body, content_type=kind, headers={"Idempotency-Key": "k1"})
        )
    assert [answer.status_code for answer in answers] == [201, 201]
    assert Group.objects.count() == 1
    other = speaker.client.post(
        ADDRESS,
        {"name": "x", "file": SimpleUploadedFile("a", b"b")},
        headers={"Idempotency-Key": "k1"},
    )
    assert other.json()["code"] == "idempotency_conflict"


class Racing:
    """Two that send the same at once: the first stands in the midst of its work while `gate` is
    closed."""

    def __init__(self, api: Callable[..., Any], person: Any) -> None:
        self.person, self.api, self.answers = person, api, list[Any]()

    def send(self) -> None:
        self.answers.append(
            self.api(self.person).post(ADDRESS, {"name": "slow"}, Idempotency_Key="k1")
        )
        connection.close()

    def start(self) -> threading.Thread:
        thread = threading.Thread(target=self.send)
        thread.start()
        return thread


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_works_for_two_at_once(api: Callable[..., Any], alice: Any) -> None:
    """On SQLite the second waits its turn to write; on PostgreSQL it is told at once to come
    again."""
    racing = Racing(api, alice)
    first = racing.start()
    assert inside.wait(30)
    if connection.vendor == "postgresql":
        answer = api(alice).post(ADDRESS, {"name": "slow"}, Idempotency_Key="k1")
        assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (
            409,
            "in_progress",
            "1",
        )
    second = racing.start()
    gate.set()
    first.join()
    second.join()
    last = api(alice).post(ADDRESS, {"name": "slow"}, Idempotency_Key="k1")
    done = [answer for answer in [*racing.answers, last] if answer.status_code == 201]
    assert len(done) >= 2 and len({answer.content for answer in done}) == 1
    assert {answer.json()["code"] for answer in racing.answers if answer not in done} <= {
        "in_progress"
    }
    assert Group.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_it_leaves_nothing_of_what_was_refused(api: Callable[..., Any], alice: Any) -> None:
    answer = api(alice).post(ADDRESS, {"name": "half-done"}, Idempotency_Key="k1")
    assert (answer.status_code, answer.json()["code"]) == (409, "closed")
    assert not Group.objects.exists() and not RememberedRequest.objects.exists()


@pytest.mark.postgres
def test_it_does_once_what_tells_a_secret(api: Callable[..., Any], alice: Any) -> None:
    """The secret is in no table, so a repetition hears only that it was done."""
    assert (
        api(alice).post(ADDRESS, {"name": "secret"}, Idempotency_Key="k1").json()["secret"] == "x"
    )
    assert RememberedRequest.objects.get().body == ""
    again = api(alice).post(ADDRESS, {"name": "secret"}, Idempotency_Key="k1")
    assert (again.status_code, again.json()["code"]) == (409, "already_done")
    assert Group.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_holds_up_no_writer_while_it_only_reads(api: Callable[..., Any], alice: Any) -> None:
    held.clear()
    assert api(alice).post("/api/v1/looks/", {}, Idempotency_Key="k1").status_code == 201
    assert held == [False] and Group.objects.count() == 1 == RememberedRequest.objects.count()


def test_it_knows_a_person_by_token(api: Callable[..., Any], alice: Any) -> None:
    """The answer that got lost is found again with the person's next token, and in the browser."""
    secrets = [token_create(owner=alice, name=name, days=None)[1] for name in ("one", "two")]
    headers = [{"Authorization": f"Bearer {secret}", "Idempotency-Key": "k1"} for secret in secrets]
    answers = [
        Client().post(ADDRESS, '{"name": "x"}', content_type="application/json", headers=given)
        for given in headers
    ]
    answers.append(api(alice).post(ADDRESS, {"name": "x"}, Idempotency_Key="k1"))
    assert len({answer.content for answer in answers}) == 1 and Group.objects.count() == 1
    assert RememberedRequest.objects.get().user == alice
