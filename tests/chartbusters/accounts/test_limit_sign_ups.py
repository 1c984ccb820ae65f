"""A class signs up within a minute; a machine does not make thousands of accounts from one
address."""

import time
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.core.internal import ratelimit
from django.conf import LazySettings
from django.test import Client

from chartbusters.web.rates import allauth_rates

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Any:
    """Limits as they are by default, and a clock for them that the test turns."""
    settings.ACCOUNT_RATE_LIMITS = {"signup": allauth_rates(settings.SIGN_UPS)}
    hand = SimpleNamespace(now=time.time())
    turned = SimpleNamespace(time=lambda: hand.now, monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr(ratelimit, "time", turned)
    return hand


def tried(number: int, address: str = "10.0.0.1") -> list[int]:
    client = Client(REMOTE_ADDR=address)
    return [client.post("/accounts/signup/", {"username": "x"}).status_code for _ in range(number)]


def test_it_works(clock: Any) -> None:
    assert set(tried(100)) == {200}


def test_it_rejects_more_than_a_few_classes_within_an_hour(clock: Any) -> None:
    let_in = 0
    for _ in range(10):
        let_in += tried(25).count(200)
        clock.now += 60
    assert let_in == 200
    assert tried(1, "10.0.0.2") == [200]


def test_the_next_hour_is_another(clock: Any) -> None:
    for _ in range(3):
        tried(100)
        clock.now += 61
    clock.now += 3600
    assert set(tried(100)) == {200}
