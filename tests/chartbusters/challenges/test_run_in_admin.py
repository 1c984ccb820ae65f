"""Organisers make a challenge, publish it and extend it."""

from typing import Any

from django.utils import timezone

from chartbusters.challenges.models import Challenge
from tests.contests import HOUR


def form(**changes: str) -> dict[str, str]:
    fields = {
        "title": "New",
        "slug": "new",
        "tagline": "",
        "overview": "",
        "genre": "bach",
    }
    for hours, name in enumerate(("opens_at", "entries_close_at", "voting_closes_at")):
        at = timezone.now() + HOUR * hours
        fields |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}
    return fields | changes


ADD = "/admin/challenges/challenge/add/"


def test_it_works(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    assert (
        client.post(ADD, form(**{"rules-minimum_bars": "8", "rules-meter": "3/4"})).status_code
        == 302
    )
    made = Challenge.objects.get(slug="new")
    assert made.rules == [
        {"rule": "minimum_bars", "value": 8},
        {"rule": "meter", "value": "3/4"},
    ]
    assert made.organisers.get().person == staff
    for action in ("publish", "extend"):
        client.post(
            "/admin/challenges/challenge/", {"action": action, "_selected_action": str(made.pk)}
        )
    after = Challenge.objects.get(pk=made.pk)
    assert after.published and (after.entries_close_at - made.entries_close_at) == 24 * HOUR
    assert client.get("/admin/challenges/challenge/").status_code == 200


def test_it_requires_staff(client_of: Any, alice: Any, bob: Any, charlie: Any) -> None:
    for person in (alice, bob, charlie):
        assert client_of(person).post(ADD, form()).status_code == 302
    assert not Challenge.objects.exists()


def test_it_rejects_rules_and_times_that_cannot_be(client_of: Any, staff: Any) -> None:
    client = client_of(staff)
    for rule, value in (("minimum_bars", "0"), ("minimum_bars", "many"), ("meter", "4/5")):
        page = client.post(ADD, form(**{f"rules-{rule}": value})).content.decode()
        assert f"No song meets {rule}" in page
    backwards = {"voting_closes_at_0": "2020-01-01"}
    assert b"A challenge opens, then" in client.post(ADD, form(**backwards)).content
    assert not Challenge.objects.exists()
