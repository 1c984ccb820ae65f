"""The desk's page of who may take part, by roles: class code, list, late links."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from chartbusters.challenges.models import ClassCode, LateLink, Member, Organiser, Role

pytestmark = pytest.mark.django_db
PAGE = "/desk/tunes/people/"
BODIES = [
    ("class-code/", {}),
    ("members/", {"people": "charlie"}),
    ("late-links/", {"username": "charlie", "until": "2100-01-01T00:00:00Z"}),
]


def organiser(challenge: Any, person: Any, role: str) -> None:
    Organiser.objects.create(challenge=challenge, person=person, role=role)


def test_it_works(challenge_in: Any, alice: Any, charlie: Any, client_of: Any) -> None:
    challenge = challenge_in("voting", entered_by="members")
    organiser(challenge, alice, Role.MODERATOR)
    page = client_of(alice)
    page.post(PAGE, {"act": "code", "places": "20"})
    code = ClassCode.objects.get()
    shown = page.get(PAGE).content.decode()
    assert code.code in shown and f"/challenges/tunes/join/?code={code.code}" in shown
    said = page.post(PAGE, {"act": "list", "people": "charlie nobody"}, follow=True)
    assert "were left out: nobody" in said.content.decode()
    until = timezone.now() + timedelta(minutes=20)
    wish = {"act": "late", "username": "charlie", "until": f"{until:%Y-%m-%dT%H:%M}"}
    given = page.post(PAGE, wish).content.decode()
    assert "/challenges/tunes/late/" in given
    assert "/challenges/tunes/late/" not in page.get(PAGE).content.decode(), "shown once"
    page.post(PAGE, {"act": "end-late", "pk": LateLink.objects.get().pk})
    page.post(PAGE, {"act": "remove", "pk": Member.objects.get().pk})
    assert LateLink.objects.get().ended_at and Member.objects.get().removed_at
    wrong = page.post(PAGE, {"act": "late", "username": "charlie", "until": "soon"})
    assert "Give date and time" in wrong.content.decode()


@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.VIEWER, 403), (Role.EDITOR, 403)])
def test_it_refuses_who_does_not_look_after_people(
    role: Any, status: int, challenge_in: Any, bob: Any, charlie: Any, client_of: Any, api: Any
) -> None:
    challenge = challenge_in("voting")
    if role:
        organiser(challenge, bob, role)
    page = client_of(bob)
    assert page.get(PAGE).status_code == status
    assert page.post(PAGE, {"act": "code"}).status_code == status
    for address, body in BODIES:
        said = api(bob).post(f"/api/v1/challenges/tunes/{address}", body)
        assert said.status_code == status, address
    assert api(bob).get("/api/v1/challenges/tunes/members/").status_code == status
    assert not ClassCode.objects.exists() and not Member.objects.exists()
    assert not LateLink.objects.exists()
