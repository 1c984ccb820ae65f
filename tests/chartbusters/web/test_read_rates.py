"""Rates as the settings say them: read, refused when they are nonsense, and told to allauth."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from chartbusters.web.limits import LIMITS as REAL_LIMITS
from chartbusters.web.rates import Rate, allauth_rates, read_rates


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("10/m/person", [Rate(10, 60, "person")]),
        ("5/10m/person, 2/d/address", [Rate(5, 600, "person"), Rate(2, 86_400, "address")]),
        ("none", []),
    ],
)
def test_it_reads_settings(text: str, rates: list[Rate]) -> None:
    assert read_rates("LIMIT_X", text) == rates


@pytest.mark.parametrize(
    "text", ["", "10", "10/m", "0/m/person", "10/m/ip", "10/w/person", "1/m/person,", "-1/m/person"]
)
def test_it_rejects_nonsense_in_settings(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="LIMIT_X must be none, or look like"):
        read_rates("LIMIT_X", text)
    with pytest.raises(ImproperlyConfigured, match="100/m/address"):
        read_rates("LIMIT_X", "10/m/person", person=False)


def test_every_limit_has_its_figures() -> None:
    from chartbusters import settings as real

    assert {limit.name for limit in REAL_LIMITS} == set(real.LIMITS)


def test_it_tells_allauth() -> None:
    assert allauth_rates([Rate(5, 300, "person"), Rate(9, 60, "address")]) == "5/300s/key,9/60s/ip"
    assert allauth_rates([]) is None
