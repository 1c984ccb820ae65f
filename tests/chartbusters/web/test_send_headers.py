"""What every page tells the browser about what it may do."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from chartbusters.web.framing import embeddable


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


urlpatterns = [path("plain/", plain), path("framed/", embeddable(plain))]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def _policy(response: HttpResponse) -> dict[str, str]:
    directives = response["Content-Security-Policy"].split("; ")
    parts = [directive.partition(" ") for directive in directives]
    return {name: sources for name, _, sources in parts}


def test_it_works(client: Client) -> None:
    answer = client.get("/plain/")
    policy = _policy(answer)
    assert policy["default-src"] == policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert (
        policy["script-src"]
        == policy["style-src"]
        == policy["connect-src"]
        == policy["worker-src"]
        == "'self'"
    )
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert (
        answer["Cross-Origin-Opener-Policy"]
        == answer["Cross-Origin-Resource-Policy"]
        == "same-origin"
    )
    assert (
        "midi=(self)" in answer["Permissions-Policy"]
        and "microphone=()" in answer["Permissions-Policy"]
    )


def test_it_handles_embedded_players(client: Client) -> None:
    answer = client.get("/framed/")
    assert _policy(answer)["frame-ancestors"] == "*"
    assert _policy(answer)["script-src"] == "'self'"
    assert "X-Frame-Options" not in answer
    assert "midi=()" in answer["Permissions-Policy"]


@pytest.mark.urls("chartbusters.urls")
def test_it_lets_the_studio_alone_ask_for_the_microphone(client: Client) -> None:
    assert "microphone=(self)" in client.get("/studio/")["Permissions-Policy"]
    for address in ("/", "/challenges/", "/accounts/login/", "/nothing/"):
        assert "microphone=()" in client.get(address)["Permissions-Policy"], address


@pytest.mark.urls("chartbusters.urls")
@pytest.mark.parametrize("address", ["/healthz", "/accounts/login/", "/nothing/", "/admin/login/"])
def test_it_covers_every_kind_of_page(address: str, client: Client) -> None:
    answer = client.get(address)
    assert _policy(answer)["default-src"] == "'none'"
    assert answer["X-Request-ID"]


@pytest.mark.urls("chartbusters.urls")
def test_it_rejects_forged_forms(api: Callable[..., object]) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/accounts/login/", {"login": "alice", "password": "x"})
    assert answer.status_code == 403
    assert "Reload the page" in answer.content.decode()
