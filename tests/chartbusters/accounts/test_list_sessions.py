"""People see where they are signed in, and sign out there."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from chartbusters.accounts.sessions import browser_named
from chartbusters.trail.models import Act, Trace

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(alice: Any) -> tuple[Client, Client]:
    """Alice's laptop, and a phone that was stolen."""
    laptop = Client(REMOTE_ADDR="203.0.113.7", headers={"User-Agent": "Laptop"})
    phone = Client(REMOTE_ADDR="198.51.100.9", headers={"User-Agent": "Phone <script>"})
    for device in (laptop, phone):
        device.post("/accounts/login/", {"login": "alice", "password": "alice-pass-1"})
    return laptop, phone


def test_it_works(two: tuple[Client, Client]) -> None:
    laptop, phone = two
    page = laptop.get("/accounts/sessions/").content.decode()
    assert "203.0.113.7" in page and "198.51.100.9" in page and "Phone &lt;script&gt;" in page
    assert page.count("This one") == 1 and page.count(">Sign out there<") == 1
    for session in UserSession.objects.all():
        assert session.session_key not in page
    stolen = UserSession.objects.get(ip="198.51.100.9")
    laptop.post(f"/accounts/sessions/{stolen.pk}/end/")
    assert (
        phone.get("/compositions/").status_code == 302
        and laptop.get("/compositions/").status_code == 200
    )
    assert "198.51.100.9" not in laptop.get("/accounts/sessions/").content.decode()
    assert Trace.objects.filter(act=Act.SESSION_ENDED).count() == 1


def test_all_others_end_at_once(two: tuple[Client, Client]) -> None:
    laptop, phone = two
    laptop.post("/accounts/sessions/end-others/")
    assert (
        phone.get("/compositions/").status_code == 302
        and laptop.get("/compositions/").status_code == 200
    )


def test_nobody_ends_sessions_of_others(
    two: tuple[Client, Client], client_of: Any, bob: Any
) -> None:
    laptop, _ = two
    for session in UserSession.objects.all():
        assert client_of(bob).post(f"/accounts/sessions/{session.pk}/end/").status_code == 404
    assert laptop.get("/compositions/").status_code == 200


def test_it_requires_a_person_and_a_post(visitor: Client, two: tuple[Client, Client]) -> None:
    laptop, _ = two
    assert visitor.get("/accounts/sessions/").status_code == 302
    for session in UserSession.objects.all():
        assert laptop.get(f"/accounts/sessions/{session.pk}/end/").status_code == 405


def test_a_session_from_before_is_shown_too(alice: Any, client_of: Any) -> None:
    assert "This one" in client_of(alice).get("/accounts/sessions/").content.decode()


def test_a_new_password_ends_all_others(two: tuple[Client, Client]) -> None:
    laptop, phone = two
    words = {
        "oldpassword": "alice-pass-1",
        "password1": "another-word-9",
        "password2": "another-word-9",
    }
    laptop.post("/accounts/password/change/", words)
    assert (
        phone.get("/compositions/").status_code == 302
        and laptop.get("/compositions/").status_code == 200
    )
    assert "198.51.100.9" not in laptop.get("/accounts/sessions/").content.decode()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36",
            "Chrome on Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18) AppleWebKit/605 Version/18 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Android 15; Mobile) Gecko/140 Firefox/140", "Firefox on Android"),
        ("", "A browser"),
    ],
)
def test_browsers_are_called_by_their_names(sent: str, told: str) -> None:
    assert browser_named(sent) == told
