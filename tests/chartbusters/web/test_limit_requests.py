"""Too much of a good thing is answered with 429 and the seconds to wait."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory

from chartbusters.accounts.services import token_create
from chartbusters.web import limits
from chartbusters.web.callers import client_address, network_of
from chartbusters.web.limits import Limit

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/nothing/"


@pytest.fixture(autouse=True)
def _three_a_day(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIMITS_ENABLED = True
    # A day: a minute might end between two requests of the test.
    monkeypatch.setattr(limits, "LIMITS", [Limit("test", re.compile("/api/v1/nothing/"), 3, 86_400, "knocked")])


def test_it_works(api: Callable[..., Any]) -> None:
    answers = [api().post(ADDRESS) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429, 429]
    assert answers[3].json()["code"] == "too_many_requests"
    assert "knocked 3 times within a day" in answers[3].json()["message"]
    assert 0 < int(answers[3]["Retry-After"]) <= 86_401


def test_it_keeps_people_apart(api: Callable[..., Any], alice: Any, bob: Any) -> None:
    for who in (alice, bob, None):
        assert [api(who).post(ADDRESS).status_code for _ in range(4)] == [404, 404, 404, 429]


def test_it_handles_reading_and_other_addresses(api: Callable[..., Any]) -> None:
    assert {api().get(ADDRESS).status_code for _ in range(5)} == {404}
    assert {api().post("/api/v1/other/").status_code for _ in range(5)} == {404}


def test_it_handles_being_switched_off(api: Callable[..., Any], settings: LazySettings) -> None:
    settings.LIMITS_ENABLED = False
    assert {api().post(ADDRESS).status_code for _ in range(5)} == {404}


def test_it_handles_a_cache_that_is_away(api: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    class AwayCache:
        def add(self, *args: object) -> None:
            raise ConnectionError

    monkeypatch.setattr(limits, "cache", AwayCache())
    assert {api().post(ADDRESS).status_code for _ in range(5)} == {404}


def test_it_rejects_a_new_forged_address_each_time(settings: LazySettings) -> None:
    settings.NUM_PROXIES = 1
    sent = [f"{number}.1.1.1, 9.9.9.9" for number in range(1, 6)]
    client = Client()
    statuses = [client.post(ADDRESS, headers={"X-Forwarded-For": forwarded}).status_code for forwarded in sent]
    assert statuses == [404, 404, 404, 429, 429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "1.1.1.1", "127.0.0.1"),
        (1, "1.1.1.1, 2.2.2.2", "2.2.2.2"),
        (2, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (3, "1.1.1.1, 2.2.2.2", "1.1.1.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_it_knows_the_client(
    proxies: int, forwarded: str, address: str, rf: RequestFactory, settings: LazySettings
) -> None:
    settings.NUM_PROXIES = proxies
    assert client_address(rf.get("/", headers={"X-Forwarded-For": forwarded})) == address


def test_it_counts_a_home_once() -> None:
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("10.1.2.3") == "10.1.2.3"
    assert network_of("nonsense\n") == "unknown"


def test_it_counts_a_person_with_tokens_as_one(alice: Any, bob: Any, client_of: Callable[..., Client]) -> None:
    """By session and by any token, from whatever address; and a classroom behind one address as many."""
    mine = [token_create(owner=alice, name=name, days=None)[1] for name in ("one", "two")]
    other = token_create(owner=bob, name="one", days=None)[1]
    senders = [(mine[0], "10.0.0.1"), (mine[1], "10.0.0.2"), (mine[0], "10.0.0.3"), (mine[1], "10.0.0.4")]
    sent = [*senders, (other, "10.0.0.1")]
    statuses = [
        Client(REMOTE_ADDR=address).post(ADDRESS, headers={"Authorization": f"Bearer {secret}"}).status_code
        for secret, address in sent
    ]
    assert statuses == [404, 404, 404, 429, 404]
    assert client_of(alice).post(ADDRESS).status_code == 429


def test_it_counts_what_is_no_token_by_address() -> None:
    headers = {"Authorization": "Bearer guessed"}
    assert [Client().post(ADDRESS, headers=headers).status_code for _ in range(4)] == [404, 404, 404, 429]
