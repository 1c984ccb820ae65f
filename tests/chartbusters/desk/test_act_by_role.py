"""Each role at every door of a challenge: what it opens, and that it opens nothing else."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied

from chartbusters.challenges.models import Challenge, Organiser
from chartbusters.challenges.organisers import Right, Role, rights_of
from chartbusters.challenges.services import (
    challenge_copy,
    challenge_extend,
    challenge_publish,
    challenge_save,
    cover_draw,
    cover_picture,
    organiser_add,
    organiser_change,
    organiser_remove,
)
from chartbusters.jury.services import rubric_save
from chartbusters.web.errors import Refusal
from tests.contests import HOUR

pytestmark = pytest.mark.django_db
PAGES = {"": Right.VIEW, "preview/": Right.VIEW, "rubric/": Right.VIEW, "organisers/": Right.VIEW}
PAGES |= {"settings/": Right.EDIT, "cover/": Right.EDIT}
ROLES: dict[str, set[str]] = {
    "owner": {"view", "edit", "moderate", "people"},
    "editor": {"view", "edit"},
    "moderator": {"view", "moderate", "people"},
    "viewer": {"view"},
    "": set(),
}


@pytest.fixture
def organised(challenge_in: Any, alice: Any, bob: Any) -> Any:
    """`organised("viewer")`: a challenge of alice's, in which bob has this role, or none."""

    def made(role: str, phase: str = "upcoming", **fields: Any) -> Challenge:
        challenge = challenge_in(phase, **{"published": False, **fields})
        Organiser.objects.create(challenge=challenge, person=alice, role=Role.OWNER)
        if role:
            Organiser.objects.create(challenge=challenge, person=bob, role=role)
        return challenge

    return made


def services_of(challenge: Challenge, by: Any) -> dict[str, Any]:
    """All that changes it, with good values."""
    challenge.tagline = f"As {by.username} says"
    return {
        "save": lambda: challenge_save(challenge=challenge, by=by),
        "publish": lambda: challenge_publish(challenge=challenge, by=by),
        "extend": lambda: challenge_extend(challenge=challenge, by=by, length=HOUR),
        "colours": lambda: cover_draw(challenge=challenge, palette="sky", by=by),
        "picture": lambda: cover_picture(challenge=challenge, data=b"none", by=by),
        "rubric": lambda: rubric_save(challenge=challenge, rows=[], by=by),
        "add": lambda: organiser_add(challenge=challenge, username="carl", role="viewer", by=by),
        "change": lambda: organiser_change(
            challenge=challenge, username="alice", role="viewer", by=by
        ),
        "remove": lambda: organiser_remove(challenge=challenge, username="alice", by=by),
    }


@pytest.mark.parametrize("role", ROLES)
def test_it_opens_its_own_and_nothing_else(
    role: str, organised: Any, client_of: Any, bob: Any, charlie: Any
) -> None:
    challenge = organised(role)
    assert {str(right) for right in rights_of(person=bob, challenge=challenge)} == ROLES[role]
    for page, right in PAGES.items():
        status = 200 if right in ROLES[role] else 403 if role else 404
        assert client_of(bob).get(f"/desk/tunes/{page}").status_code == status, page
    before = Challenge.objects.values().get()
    for name, act in services_of(challenge, bob).items():
        may = "edit" in ROLES[role] and (role == "owner" or name not in ("add", "change", "remove"))
        if may:
            continue
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.status == (403 if role else 404), name
    assert Challenge.objects.values().get() == before
    assert Organiser.objects.filter(person__username="alice").get().role == "owner"
    addresses = ("publish", "extend", "settings", "settings/check", "cover", "rubric", "organisers")
    for address in addresses if "edit" not in ROLES[role] else ():
        answer = client_of(bob).post(f"/desk/tunes/{address}/", {"act": "add", "palette": "sky"})
        assert answer.status_code in (403, 404), address
    assert Challenge.objects.values().get() == before


def test_an_editor_changes_it(organised: Any, bob: Any) -> None:
    challenge = organised("editor")
    acts = services_of(challenge, bob)
    for name in ("save", "publish", "extend", "colours", "rubric"):
        acts[name]()
    after = Challenge.objects.get()
    assert after.published and after.tagline == "As bob says" and after.palette == "sky"


def test_an_owner_says_who_runs_it_and_the_last_one_stays(
    organised: Any, client_of: Any, alice: Any, bob: Any, charlie: Any
) -> None:
    challenge = organised("")
    client, page = client_of(alice), "/desk/tunes/organisers/"
    assert client.post(page, {"act": "add", "username": "BOB", "role": "owner"}).status_code == 302
    assert client.post(page, {"act": "add", "username": "bob", "role": "viewer"}).status_code == 409
    assert (
        client.post(page, {"act": "add", "username": "nobody", "role": "viewer"}).status_code == 400
    )
    assert (
        client.post(page, {"act": "add", "username": "charlie", "role": "king"}).status_code == 400
    )
    organiser_change(challenge=challenge, username="alice", role="viewer", by=bob)
    for act in (
        lambda: organiser_remove(challenge=challenge, username="bob", by=bob),
        lambda: organiser_change(challenge=challenge, username="bob", role="editor", by=bob),
    ):
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.code == "last_owner"
    organiser_remove(challenge=challenge, username="alice", by=alice)  # who leaves needs no right
    assert [row.person for row in Organiser.objects.all()] == [bob]


def test_staff_may_by_one_right_each(challenge_in: Any, client_of: Any, charlie: Any) -> None:
    challenge = challenge_in("upcoming", published=False)
    charlie.is_staff = True
    charlie.save()
    for codename, rights in (("view_challenge", {Right.VIEW}), ("change_challenge", set(Right))):
        permission = Permission.objects.get(codename=codename)
        charlie.user_permissions.set([permission])
        fresh = type(charlie).objects.get(pk=charlie.pk)  # which remembers no permissions
        assert rights_of(person=fresh, challenge=challenge) == rights
        assert "Tunes" in client_of(fresh).get("/desk/").content.decode()
        with pytest.raises(PermissionDenied):
            challenge_copy(challenge=challenge, by=fresh)  # which makes one: another right


def test_strangers_see_no_cover_before_it_is_public(
    organised: Any, client_of: Any, alice: Any, charlie: Any, visitor: Any
) -> None:
    challenge = organised("")
    cover = "/challenges/tunes/cover/ember.svg"
    assert client_of(alice).get(cover)["Content-Type"] == "image/svg+xml"
    assert client_of(charlie).get(cover).status_code == 404 == visitor.get(cover).status_code
    challenge_publish(challenge=challenge, by=alice)
    assert "public" in visitor.get(cover)["Cache-Control"]
    assert visitor.get("/challenges/tunes/cover/sky.svg").status_code == 404
