"""Too much of a good thing is answered with 429 and the seconds to wait."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import get_resolver

from chartbusters.accounts.services import token_create
from chartbusters.web import limits
from chartbusters.web.limits import LIMITS as REAL_LIMITS
from chartbusters.web.limits import Limit
from chartbusters.web.rates import Rate

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/nothing/"


@pytest.fixture(autouse=True)
def _three_a_day(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIMITS_ENABLED = True
    monkeypatch.setattr(
        limits, "LIMITS", [Limit("test", re.compile("/api/v1/nothing/"), "knocked")]
    )
    # A day: a minute might end between two requests of the test.
    settings.LIMITS = {"test": [Rate(3, 86_400, "person"), Rate(3, 86_400, "address")]}


def test_it_works(api: Callable[..., Any]) -> None:
    answers = [api().post(ADDRESS) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429, 429]
    assert answers[3].json()["code"] == "too_many_requests"
    message = answers[3].json()["message"]
    assert "Visitors have knocked 3 times within a day" in message and "sign in" in message
    assert 0 < int(answers[3]["Retry-After"]) <= 86_401


def test_it_keeps_people_apart(api: Callable[..., Any], alice: Any, bob: Any) -> None:
    for who in (alice, bob, None):
        assert [api(who).post(ADDRESS).status_code for _ in range(4)] == [404, 404, 404, 429]


def _browser(address: str = "10.0.0.1") -> Client:
    """A visitor's browser that has a session."""
    client = Client(REMOTE_ADDR=address)
    client.session.save()
    return client


def test_it_counts_visitors_by_browser_and_generously_by_address(settings: LazySettings) -> None:
    settings.LIMITS = {"test": [Rate(3, 86_400, "person"), Rate(7, 86_400, "address")]}
    one, other = _browser(), _browser()
    assert [one.post(ADDRESS).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    assert "You have knocked 3 times" in one.post(ADDRESS).json()["message"]
    assert [other.post(ADDRESS).status_code for _ in range(3)] == [404, 404, 404]
    # A new browser each time does not help, though one from elsewhere is let in.
    assert [_browser().post(ADDRESS).status_code for _ in range(3)] == [404, 429, 429]
    assert _browser("10.0.0.2").post(ADDRESS).status_code == 404


def test_it_counts_made_up_sessions_by_address() -> None:
    def statuses() -> list[int]:
        clients = [Client() for _ in range(4)]
        for number, client in enumerate(clients):
            client.cookies["sessionid"] = str(number) * 32
        return [client.post(ADDRESS).status_code for client in clients]

    assert statuses() == [404, 404, 404, 429]


def test_it_does_not_count_people_by_address(
    alice: Any, client_of: Callable[..., Client], api: Any
) -> None:
    assert [api().post(ADDRESS).status_code for _ in range(4)] == [404, 404, 404, 429]
    assert client_of(alice).post(ADDRESS).status_code == 404


def test_it_keeps_sessions_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    client = _browser()
    for _ in range(4):
        client.post(ADDRESS)
    assert (
        "limit test: visitor:" in caplog.text
        and client.cookies["sessionid"].value not in caplog.text
    )


def test_it_handles_reading_and_other_addresses(api: Callable[..., Any]) -> None:
    assert {api().get(ADDRESS).status_code for _ in range(5)} == {404}
    assert {api().post("/api/v1/other/").status_code for _ in range(5)} == {404}


def test_it_handles_being_switched_off(api: Callable[..., Any], settings: LazySettings) -> None:
    settings.LIMITS_ENABLED = False
    assert {api().post(ADDRESS).status_code for _ in range(5)} == {404}


def test_it_handles_a_cache_that_is_away(api: Callable[..., Any], cache_away: None) -> None:
    assert {api().post(ADDRESS).status_code for _ in range(5)} == {404}


def test_it_rejects_a_new_forged_address_each_time(settings: LazySettings) -> None:
    settings.NUM_PROXIES = 1
    sent = [f"{number}.1.1.1, 9.9.9.9" for number in range(1, 6)]
    client = Client()
    statuses = [
        client.post(ADDRESS, headers={"X-Forwarded-For": forwarded}).status_code
        for forwarded in sent
    ]
    assert statuses == [404, 404, 404, 429, 429]


def test_it_counts_a_person_with_tokens_as_one(
    alice: Any, bob: Any, client_of: Callable[..., Client]
) -> None:
    """By session and by any token, from whatever address; and a classroom behind one address as
    many."""
    mine = [token_create(owner=alice, name=name, days=None)[1] for name in ("one", "two")]
    other = token_create(owner=bob, name="one", days=None)[1]
    senders = [
        (mine[0], "10.0.0.1"),
        (mine[1], "10.0.0.2"),
        (mine[0], "10.0.0.3"),
        (mine[1], "10.0.0.4"),
    ]
    sent = [*senders, (other, "10.0.0.1")]
    statuses = [
        Client(REMOTE_ADDR=address)
        .post(ADDRESS, headers={"Authorization": f"Bearer {secret}"})
        .status_code
        for secret, address in sent
    ]
    assert statuses == [404, 404, 404, 429, 404]
    assert client_of(alice).post(ADDRESS).status_code == 429


def test_it_counts_what_is_no_token_by_address() -> None:
    headers = {"Authorization": "Bearer guessed"}
    assert [Client().post(ADDRESS, headers=headers).status_code for _ in range(4)] == [
        404,
        404,
        404,
        429,
    ]


def _addresses(patterns: list[Any], before: str = "") -> list[str]:
    found = []
    for pattern in patterns:
        route = before + str(pattern.pattern)
        found += (
            _addresses(pattern.url_patterns, route) if hasattr(pattern, "url_patterns") else [route]
        )
    return found


def test_every_address_is_limited() -> None:
    """A form, the administration and the API are doors to the same services: none is without a
    limit."""
    routes = _addresses(get_resolver().url_patterns)
    assert len(routes) > 150
    for route in routes:
        address = "/" + re.sub(r"<[^>]*>", "x", route)
        assert any(limit.address.fullmatch(address) for limit in REAL_LIMITS), route


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("enter", "/api/v1/entries/"),
        ("enter", "/challenges/spring/submit/"),
        ("vote", "/api/v1/ballots/0b0e4f6e-0000-4000-8000-000000000000/vote/"),
        ("write", "/@alice/song/settings/"),
        ("write", "/admin/challenges/challenge/"),
        ("write", "/accounts/profile/"),
    ],
)
def test_doors_to_one_service_have_one_limit(name: str, address: str) -> None:
    assert name in {limit.name for limit in REAL_LIMITS if limit.address.fullmatch(address)}


def test_forms_and_api_are_counted_together(
    alice: Any, api: Any, client_of: Any, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIMITS", REAL_LIMITS)
    settings.LIMITS = {limit.name: [] for limit in REAL_LIMITS} | {
        "enter": [Rate(3, 86_400, "person")]
    }
    assert [api(alice).post("/api/v1/entries/").status_code for _ in range(3)] == [400] * 3
    page = client_of(alice).post("/challenges/spring/submit/", {"composition": "x"})
    assert page.status_code == 429 and int(page["Retry-After"]) > 0
    assert (
        "<html" in page.content.decode() and "entered challenges 3 times" in page.content.decode()
    )


def test_the_login_page_says_when_to_come_back(visitor: Client, settings: LazySettings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    settings.LIMITS_ENABLED = False
    pages = [
        visitor.post("/accounts/login/", {"login": "nobody", "password": "x"}) for _ in range(2)
    ]
    assert pages[1].status_code == 429 and pages[1]["Retry-After"] == "60"
    assert "try again in a minute" in pages[1].content.decode()
