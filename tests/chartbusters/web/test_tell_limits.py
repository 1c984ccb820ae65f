"""Answers of doors that count tell what is left, in the fields of
draft-ietf-httpapi-ratelimit-headers."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings

from chartbusters.web import limits
from chartbusters.web.limits import Counted, Limit, rate_limit_fields
from chartbusters.web.rates import Rate
from generation.ledger import Standing

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/nothing/"
DAY = 86_400


@pytest.fixture(autouse=True)
def _two_a_day(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.LIMITS_ENABLED = True
    monkeypatch.setattr(
        limits, "LIMITS", [Limit("test", re.compile("/api/v1/nothing/"), "knocked")]
    )
    settings.LIMITS = {"test": [Rate(2, DAY, "person"), Rate(9, 3600, "address")]}


def left(answer: Any) -> list[int]:
    assert re.fullmatch(r'("[a-z]+-[a-z]+-\d+";r=\d+;t=\d+(, )?)+', answer["RateLimit"])
    return [int(number) for number in re.findall(r";r=(\d+)", answer["RateLimit"])]


def test_it_works(api: Callable[..., Any], alice: Any) -> None:
    answers = [api(alice).post(ADDRESS) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [404, 404, 429]
    assert {answer["RateLimit-Policy"] for answer in answers} == {
        '"test-person-86400";q=2;w=86400;qu="requests"'
    }
    assert [left(answer) for answer in answers] == [[1], [0], [0]]
    assert 0 < int(answers[2]["RateLimit"].rpartition("t=")[2]) == int(answers[2]["Retry-After"])


def test_a_visitor_is_told_of_the_address(api: Callable[..., Any]) -> None:
    answer = api().post(ADDRESS)
    assert answer["RateLimit-Policy"] == '"test-address-3600";q=9;w=3600;qu="requests"'
    assert left(answer) == [8]


def test_doors_that_do_not_count_tell_nothing(
    api: Callable[..., Any], settings: LazySettings
) -> None:
    assert "RateLimit" not in api().get(ADDRESS) and "RateLimit" not in api().post(
        "/api/v1/elsewhere/"
    )
    settings.LIMITS_ENABLED = False
    assert "RateLimit" not in api().post(ADDRESS)


def test_budgets_stand_beside_limits() -> None:
    """Whole numbers, and never more than there is."""
    fields = rate_limit_fields(
        [Counted("a", "person", 10, 60, 4, 30.0), Standing("b", "person", 600, 3600, 100.5)]
    )
    assert fields == {
        "RateLimit-Policy": (
            '"a-person-60";q=10;w=60;qu="requests", '
            '"b-person-3600";q=600;w=3600;qu="worker-seconds"'
        ),
        "RateLimit": '"a-person-60";r=4;t=30, "b-person-3600";r=499;t=603',
    }
