"""What the API answers when it says no."""

import json

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, OperationalError
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import path
from rest_framework.decorators import api_view, permission_classes
from rest_framework.exceptions import Throttled, ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from chartbusters.urls import handler400, handler403, handler404, handler500  # noqa: F401
from chartbusters.web.errors import Refusal, field_path
from chartbusters.web.exceptions import refusal_of
from chartbusters.web.parsers import DEEPEST, MOST_VALUES
from generation.music.document import MAX_MAP, MAX_NOTES

RAISED: dict[str, Exception] = {
    "refusal": Refusal(
        "entries_closed", "The challenge takes no more entries.", 409, field="challenge"
    ),
    "missing": Http404(),
    "throttled": Throttled(wait=12.3),
    "invalid": ValidationError({"tracks": [{}, {"notes": ["A note needs four numbers."]}]}),
    "large": RequestDataTooBig(),
    "down": OperationalError("connection refused"),
    "deep": RecursionError(),
    "wide": OverflowError(),
    "twice": IntegrityError("UNIQUE constraint failed: accounts_user.username"),
    "removed": IntegrityError('insert or update on table "x" violates foreign key constraint "y"'),
}


@api_view(["GET"])
@permission_classes([AllowAny])
def failing(request: Request, name: str) -> Response:
    raise RAISED[name]


@api_view(["POST"])
@permission_classes([AllowAny])
def echo(request: Request) -> Response:
    return Response(request.data)


def failing_page(request: Request, name: str) -> Response:
    raise RAISED[name]


urlpatterns = [
    path("api/v1/failing/<name>/", failing),
    path("api/v1/echo/", echo),
    path("failing/<name>/", failing_page),
]

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.mark.parametrize(
    ("name", "status", "code", "field"),
    [
        ("refusal", 409, "entries_closed", "challenge"),
        ("missing", 404, "not_found", None),
        ("throttled", 429, "throttled", None),
        ("invalid", 400, "invalid", "tracks[1].notes"),
        ("large", 413, "too_large", None),
        ("down", 503, "unavailable", None),
        ("deep", 400, "too_deep", None),
        ("wide", 400, "out_of_range", None),
        ("twice", 409, "conflict", None),
        ("removed", 409, "gone", None),
    ],
)
def test_it_works(name: str, status: int, code: str, field: str | None, client: Client) -> None:
    answer = client.get(f"/api/v1/failing/{name}/")
    body = answer.json()
    assert (answer.status_code, body["code"], body.get("field")) == (status, code, field)
    assert body["request_id"] == answer["X-Request-ID"]
    assert len(body["message"]) > 20


@pytest.mark.parametrize("name", sorted(RAISED))
def test_it_handles_pages(name: str, client: Client) -> None:
    api, page = client.get(f"/api/v1/failing/{name}/"), client.get(f"/failing/{name}/")
    assert page.status_code == api.status_code
    assert page["Content-Type"].startswith("text/html")
    assert page["X-Request-ID"] in page.content.decode()


def test_it_handles_waiting(client: Client) -> None:
    assert client.get("/api/v1/failing/throttled/")["Retry-After"] == "13"
    assert client.get("/api/v1/failing/down/")["Retry-After"] == "5"


def test_it_handles_unknown_addresses(client: Client) -> None:
    assert client.get("/api/v1/nothing/").json()["code"] == "not_found"
    assert "text/html" in client.get("/nothing/")["Content-Type"]


def test_it_handles_unknown_methods_and_types(client: Client) -> None:
    assert client.get("/api/v1/echo/").json()["code"] == "method_not_allowed"
    answer = client.post("/api/v1/echo/", "<a/>", content_type="application/xml")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"[" * 100_000, 400, "too_deep"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), 400, "too_deep"),
        (b"{", 400, "parse_error"),
        (b"\xff\xfe", 400, "parse_error"),
        (b"[NaN]", 400, "parse_error"),
        (b"[1e999]", 400, "out_of_range"),
        (b"[9223372036854775808]", 400, "out_of_range"),
        (b"[" + b"9" * 1_000_000 + b"]", 400, "out_of_range"),
        (b'{"title": "a\\u0000b"}', 400, "bad_text"),
        (b'{"title": ["\\ud800"]}', 400, "bad_text"),
        (b" " * 2_500_001, 413, "too_large"),
        (b"[" + b"{}," * MOST_VALUES + b"{}]", 400, "too_many_values"),
        (b"[" + b"0," * MOST_VALUES + b"0]", 400, "too_many_values"),
        (b"[" * MOST_VALUES + b"[", 400, "too_many_values"),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_it_rejects_bodies(body: bytes, status: int, code: str, client: Client) -> None:
    answer = client.post("/api/v1/echo/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize(
    "value",
    [
        {"title": "Grüße 🎵 \\u0000"},
        [[2**63 - 1, -(2**63 - 1), 0.5]],
        json.loads("[" * 32 + "]" * 32),
    ],
)
def test_it_handles_good_bodies(value: object, client: Client) -> None:
    assert (
        client.post("/api/v1/echo/", json.dumps(value), content_type="application/json").json()
        == value
    )


@pytest.mark.parametrize("notes", [MAX_NOTES, MAX_NOTES + 1])
def test_it_handles_the_longest_song(notes: int, client: Client) -> None:
    """With every change of tempo and metre it may have. One note more is told so where songs are
    known."""
    note, change = [100_000_000, 127, 100_000_000, 127], [100_000_000, 4, 4]
    song = {
        "tracks": [{"notes": notes * [note]}],
        "tempi": MAX_MAP * [change[:2]],
        "meters": MAX_MAP * [change],
    }
    assert (
        client.post("/api/v1/echo/", json.dumps(song), content_type="application/json").status_code
        == 200
    )


@pytest.mark.parametrize("address", ["/api/v1/echo/%00/", "/api/v1/echo/?name=%00"])
def test_it_rejects_nul_in_addresses(address: str, client: Client) -> None:
    assert client.get(address).json()["code"] == "bad_text"


def test_it_rejects_ids_that_write_into_the_log(client: Client) -> None:
    assert (
        client.get("/nothing/", headers={"X-Request-ID": "abc-12345678"})["X-Request-ID"]
        == "abc-12345678"
    )
    assert (
        "\n"
        not in client.get("/nothing/", headers={"X-Request-ID": "a b\tc ERROR forged"})[
            "X-Request-ID"
        ]
    )
    assert client.get("/nothing/", headers={"X-Request-ID": "x" * 65})["X-Request-ID"] != "x" * 65


def test_it_handles_our_own_mistakes(
    client: Client, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RAISED, "bug", KeyError("internal detail"))
    client.raise_request_exception = False
    answer = client.get("/api/v1/failing/bug/")
    assert (answer.status_code, answer.json()["code"]) == (500, "server_error")
    assert "internal detail" not in answer.content.decode()


def test_it_names_fields_as_people_do() -> None:
    assert field_path(["tracks", 2, "notes", 17]) == "tracks[2].notes[17]"


def test_a_row_that_breaks_another_rule_stays_our_own_fault() -> None:
    for said in ("NOT NULL constraint failed: x.y", 'violates check constraint "z"'):
        assert refusal_of(IntegrityError(said)) is None
