"""Pages read, bytes sent and seconds of work are counted like requests, generously."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from chartbusters.web import costs
from chartbusters.web.rates import Rate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _few(settings: LazySettings) -> None:
    settings.LIMITS_ENABLED = True
    day = 86_400  # a minute might end between two requests of the test
    settings.COSTS = {
        "read": [Rate(3, day, "person"), Rate(5, day, "address")],
        "bytes": [Rate(1000, day, "person"), Rate(1500, day, "address")],
        "work": [Rate(1, day, "person"), Rate(2, day, "address")],
    }


def statuses(client: Client, count: int, address: str = "/nothing/") -> list[int]:
    return [client.get(address).status_code for _ in range(count)]


def test_it_counts_pages_of_a_person(
    alice: Any, bob: Any, client_of: Callable[..., Client]
) -> None:
    assert statuses(client_of(alice), 5) == [404, 404, 404, 429, 429]
    assert statuses(client_of(bob), 1) == [404]


def test_it_counts_pages_of_an_address(visitor: Client) -> None:
    assert statuses(visitor, 7) == [404] * 5 + [429] * 2
    assert statuses(Client(REMOTE_ADDR="10.0.0.9"), 1) == [404]


def test_it_looks_like_us_and_says_when(visitor: Client) -> None:
    statuses(visitor, 5)
    page = visitor.get("/nothing/")
    assert int(page["Retry-After"]) > 0 and "Nothing is lost" in page.content.decode()
    answer = visitor.get("/api/v1/nothing/")
    assert answer.json()["code"] == "too_many_requests"


def test_health_is_asked_as_often_as_one_likes(visitor: Client) -> None:
    assert 429 not in statuses(visitor, 8, "/healthz")


def test_it_counts_bytes(alice: Any, client_of: Callable[..., Client]) -> None:
    client = client_of(alice)
    sent = [
        client.post("/nothing/", b"x" * 400, content_type="text/plain").status_code
        for _ in range(4)
    ]
    assert sent == [404, 404, 429, 429]


@pytest.mark.parametrize("length", ["-5", "many", ""])
def test_it_handles_lengths_that_are_none(visitor: Client, length: str) -> None:
    assert visitor.post(
        "/nothing/", b"", content_type="text/plain", CONTENT_LENGTH=length
    ).status_code in (400, 404)


def test_it_counts_the_time_of_work(
    visitor: Client, rf: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 1.5, 10.0, 11.5])
    monkeypatch.setattr(costs.time, "perf_counter", lambda: next(clock))
    request = rf.get("/")
    for _ in range(2):
        with costs.work_counted(request):
            pass
    with pytest.raises(costs.Refusal), costs.work_counted(request):
        pytest.fail("it was begun")


def test_it_handles_a_cache_that_is_away(visitor: Client, cache_away: None) -> None:
    assert statuses(visitor, 8) == [404] * 8


def test_it_asks_visitors_without_a_session_for_nothing(visitor: Client) -> None:
    assert "Cookie" not in visitor.get("/oembed").get("Vary", "")


def test_a_day_of_normal_use_is_far_below(settings: LazySettings) -> None:
    from chartbusters import settings as real

    (person,) = [rate for rate in real.COSTS["read"] if rate.per == "person"]
    # a studio that looks for a job twice a second, five times over
    assert person.most / person.seconds >= 10
