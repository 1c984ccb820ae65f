"""/.well-known/security.txt: who finds a hole learns whom to tell."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from chartbusters.web.contacts import contact_address

ADDRESS = "/.well-known/security.txt"


@pytest.fixture(autouse=True)
def _contact(settings: LazySettings) -> None:
    settings.SECURITY_CONTACT = ["mailto:holes@example.org", "https://example.org/holes"]
    settings.SECURITY_POLICY = "https://example.org/policy"


def _fields() -> list[list[str]]:
    answer = Client().get(ADDRESS, secure=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        200,
        "text/plain; charset=utf-8",
    )
    return [line.split(": ", 1) for line in answer.content.decode().splitlines()]


def test_it_works() -> None:
    fields = _fields()
    expires = next(value for name, value in fields if name == "Expires")
    assert [field for field in fields if field[0] != "Expires"] == [
        ["Contact", "mailto:holes@example.org"],
        ["Contact", "https://example.org/holes"],
        ["Preferred-Languages", "en"],
        ["Canonical", f"https://testserver{ADDRESS}"],
        ["Policy", "https://example.org/policy"],
    ]
    left = datetime.fromisoformat(expires) - timezone.now()
    assert timedelta(days=90) < left < timedelta(days=365)


def test_it_names_no_address_without_https() -> None:
    """The standard allows none that begins with http://."""
    assert "Canonical" not in Client().get(ADDRESS).content.decode()


def test_it_requires_a_contact(settings: LazySettings) -> None:
    settings.SECURITY_CONTACT = []
    assert Client().get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("told", "address"),
    [
        ("holes@example.org", "mailto:holes@example.org"),
        ("mailto:holes@example.org", "mailto:holes@example.org"),
        ("https://example.org/holes", "https://example.org/holes"),
        ("tel:+1-201-555-0123", "tel:+1-201-555-0123"),
    ],
)
def test_addresses_of_all_kinds(told: str, address: str) -> None:
    assert contact_address(told) == address


@pytest.mark.parametrize(
    "told", ["http://example.org", "ask me", "a@b", "x@example.org\nExpires: 1", "javascript:x"]
)
def test_it_rejects_what_is_no_address(told: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECURITY_CONTACT must be"):
        contact_address(told)
