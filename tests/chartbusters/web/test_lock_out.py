"""Guessing passwords ends after a few tries, for the name and the network that tried, and for
nobody else."""

from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_tries(settings: LazySettings) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    settings.ACCOUNT_RATE_LIMITS = False


def _sign_in(name: str, password: str, address: str = "10.0.0.1") -> int:
    return (
        Client(REMOTE_ADDR=address)
        .post("/accounts/login/", {"login": name, "password": password})
        .status_code
    )


def test_it_works(alice: Any, bob: Any) -> None:
    statuses = [_sign_in("alice", "guess") for _ in range(3)]
    assert statuses[:2] == [200, 200]
    assert _sign_in("alice", "alice-pass-1") == 429
    assert _sign_in("bob", "bob-pass-1") == 302
    assert _sign_in("alice", "alice-pass-1", "10.0.0.2") == 302


def test_it_handles_a_forgotten_password(alice: Any) -> None:
    assert [_sign_in("alice", "guess") for _ in range(2)] == [200, 200]
    assert _sign_in("alice", "alice-pass-1") == 302


def test_it_takes_names_and_addresses(alice: Any) -> None:
    assert _sign_in("alice@example.org", "alice-pass-1") == 302
