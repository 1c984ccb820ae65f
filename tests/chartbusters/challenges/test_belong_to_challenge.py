"""Who may enter and vote where that is for members: by a class code, or by an organiser's list."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress

from chartbusters.challenges import services
from chartbusters.challenges.models import Challenge, ClassCode, Member, Organiser, Role
from chartbusters.challenges.services import entry_create, member_join, members_list
from chartbusters.voting.models import Ballot
from chartbusters.web.errors import Refusal
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
MEMBERS = {"entered_by": "members", "voted_by": "members"}


@pytest.fixture
def closed_class(challenge_in: Any, bob: Any) -> Any:
    """A challenge for members that bob looks after."""
    challenge = challenge_in("open", **MEMBERS)
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.OWNER)
    return challenge


def refused(code: str, act: Callable[..., Any], /, **asked: Any) -> None:
    with pytest.raises(Refusal) as refusal:
        act(**asked)
    assert refusal.value.code == code


def test_it_works(closed_class: Any, bob: Any, alice: Any, composition_of: Any, api: Any) -> None:
    wish = {"challenge": "tunes", "composition": str(composition_of(alice).pk)}
    said = api(alice).post("/api/v1/entries/", wish)
    assert said.status_code == 403 and said.json()["code"] == "members_only"
    assert "class code" in said.json()["message"] and "safe" in said.json()["message"]
    code = api(bob).post("/api/v1/challenges/tunes/class-code/", {"places": 30}).json()
    shouted = f" {code['code'][:4]}-{code['code'][4:].lower()} "
    joined = api(alice).post("/api/v1/challenges/tunes/join/", {"code": shouted})
    assert joined.json() == {"challenge": "tunes", "enter": True, "vote": True}
    assert api(alice).post("/api/v1/entries/", wish).status_code == 201
    member_join(challenge=closed_class, person=alice, code=code["code"])  # twice takes one place
    assert ClassCode.objects.get().used == 1


def test_it_refuses_a_code_that_is_full_replaced_or_of_another_challenge(
    closed_class: Any, bob: Any, alice: Any, charlie: Any, challenge_in: Any
) -> None:
    first = services.class_code_make(challenge=closed_class, by=bob, places=1)
    member_join(challenge=closed_class, person=alice, code=first.code)
    asked = {"challenge": closed_class, "person": charlie}
    refused("code_closed", member_join, **asked, code=first.code)
    second = services.class_code_make(challenge=closed_class, by=bob)
    refused("code_closed", member_join, **asked, code=first.code)
    other = challenge_in("open", slug="other")
    refused("code_closed", member_join, challenge=other, person=charlie, code=second.code)
    services.class_code_end(challenge=closed_class, by=bob)
    refused("code_closed", member_join, **asked, code=second.code)
    assert list(Member.objects.values_list("person__username", flat=True)) == ["alice"]


def test_a_list_takes_names_and_addresses_that_are_confirmed(
    closed_class: Any, bob: Any, alice: Any, charlie: Any, composition_of: Any
) -> None:
    text = "@Alice, nobody-here; Charlie@Example.org"
    listed = members_list(challenge=closed_class, text=text, by=bob)
    assert listed == (2, ["nobody-here"])
    entry_create(challenge=closed_class, composition=composition_of(alice), maker=alice)
    song = composition_of(charlie, transpose=3)
    wish = {"challenge": closed_class, "composition": song, "maker": charlie}
    refused("members_only", entry_create, **wish)
    address = EmailAddress.objects.create(user=charlie, email="Charlie@example.org")
    refused("members_only", entry_create, **wish)
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    entry_create(**wish)


def test_a_code_brings_nobody_back_whom_an_organiser_took_off(
    closed_class: Any, bob: Any, alice: Any
) -> None:
    code = services.class_code_make(challenge=closed_class, by=bob).code
    member = member_join(challenge=closed_class, person=alice, code=code)
    services.member_remove(challenge=closed_class, pk=member.pk, by=bob)
    refused("taken_off", member_join, challenge=closed_class, person=alice, code=code)
    members_list(challenge=closed_class, text="alice", by=bob)
    assert Member.objects.get().removed_at is None


def test_pairs_are_for_members_where_votes_are(contest: Any, bob: Any, api: Any) -> None:
    challenge, _ = contest("voting")
    Challenge.objects.filter(pk=challenge.pk).update(voted_by="members")
    said = api(bob).post("/api/v1/ballots/", {"challenge": "tunes"})
    assert said.status_code == 403 and said.json()["code"] == "members_only"
    assert not Ballot.objects.exists()
    Member.objects.create(challenge=challenge, person=bob)
    assert api(bob).post("/api/v1/ballots/", {"challenge": "tunes"}).status_code == 201


def test_its_pages_say_what_to_do(closed_class: Any, bob: Any, alice: Any, client_of: Any) -> None:
    page = client_of(alice)
    for address in ("/challenges/tunes/", "/challenges/tunes/submit/"):
        assert "Ask the organisers" in page.get(address).content.decode()
    code = services.class_code_make(challenge=closed_class, by=bob).code
    for address in ("/challenges/tunes/", "/challenges/tunes/submit/"):
        assert "class-code" in page.get(address).content.decode()
    shown = page.get(f"/challenges/tunes/join/?code={code}").content.decode()
    assert code in shown and not Member.objects.exists(), "looking makes nobody a member"
    wrong = page.post("/challenges/tunes/join/", {"code": "WRONG"})
    assert wrong.status_code == 409 and "misspelt" in wrong.content.decode()
    page.post("/challenges/tunes/join/", {"code": code})
    assert "for members" not in page.get("/challenges/tunes/").content.decode()
    to_phase(closed_class, "voting")
    assert "song-player" in page.get("/challenges/tunes/vote/").content.decode()
    stranger = client_of(bob).get("/challenges/tunes/vote/").content.decode()
    assert "Voting are" not in stranger and "for members" in stranger
