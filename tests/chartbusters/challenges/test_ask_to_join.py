"""Asking to take part where that is for members, and the organisers' yes or no."""

from typing import Any

import pytest

from chartbusters.challenges import services
from chartbusters.challenges.models import Challenge, JoinRequest, Member, Organiser, Role
from chartbusters.challenges.services import join_requests
from chartbusters.notices.models import Event
from tests.chartbusters.challenges.test_belong_to_challenge import refused
from tests.contests import to_phase

pytestmark = pytest.mark.django_db
ASK, REQUESTS = "/api/v1/challenges/tunes/ask/", "/api/v1/challenges/tunes/requests/"


@pytest.fixture
def asking(challenge_in: Any, bob: Any) -> Any:
    """A challenge for members that bob looks after, and that others may ask to take part in."""
    challenge = challenge_in("open", entered_by="members", voted_by="members", may_ask=True)
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.MODERATOR)
    return challenge


def told(kind: str) -> list[tuple[str, str]]:
    return list(Event.objects.filter(kind=kind).values_list("audience", "address"))


def test_it_works(asking: Any, bob: Any, alice: Any, composition_of: Any, api: Any) -> None:
    wish = {"challenge": "tunes", "composition": str(composition_of(alice).pk)}
    made = api(alice).post(ASK, {"words": " I play\nthe fiddle "})
    assert made.status_code == 201 and made.json()["accepted"] is None
    assert made.json()["words"] == "I play the fiddle"
    assert told("join_requested") == [(f"doorkeepers:{asking.pk}", "/desk/tunes/people/")]
    assert api(alice).post("/api/v1/entries/", wish).status_code == 403, "asking lets nobody in"
    (waiting,) = api(bob).get(REQUESTS).json()["results"]
    answer = f"{REQUESTS}{waiting['id']}/"
    assert api(bob).post(answer, {"accept": True}).json()["accepted"] is True
    assert api(alice).post("/api/v1/entries/", wish).status_code == 201
    assert told("join_accepted") == [(f"person:{alice.pk}", "/challenges/tunes/")]
    assert api(bob).get(REQUESTS).json()["results"] == []
    again = api(bob).post(answer, {"accept": False})
    assert again.status_code == 409 and again.json()["code"] == "answered_already"
    assert Member.objects.get().removed_at is None


def test_who_is_declined_stays_outside_and_is_told(asking: Any, bob: Any, alice: Any) -> None:
    made = services.join_request_make(challenge=asking, person=alice, words="Please.")
    services.join_request_answer(challenge=asking, pk=made.pk, accept=False, by=bob)
    assert not Member.objects.exists() and len(told("join_declined")) == 1
    ask = {"challenge": asking, "person": alice, "words": "Please!"}
    refused("asked_already", services.join_request_make, **ask)


def test_organisers_who_look_after_people_answer(
    asking: Any, alice: Any, charlie: Any, api: Any
) -> None:
    made = services.join_request_make(challenge=asking, person=alice, words="Please.")
    answer = f"{REQUESTS}{made.pk}/"
    for person, status in ((None, 401), (alice, 404), (charlie, 404)):
        assert api(person).get(REQUESTS).status_code == status
        assert api(person).post(answer, {"accept": True}).status_code == status
    Organiser.objects.create(challenge=asking, person=charlie, role=Role.EDITOR)
    assert api(charlie).post(answer, {"accept": True}).status_code == 403
    assert not Member.objects.exists()


def test_a_request_of_another_challenge_is_answered_there_alone(
    asking: Any, challenge_in: Any, bob: Any, alice: Any, api: Any
) -> None:
    other = challenge_in("open", slug="other", entered_by="members", may_ask=True)
    made = services.join_request_make(challenge=other, person=alice, words="Please.")
    assert api(bob).post(f"{REQUESTS}{made.pk}/", {"accept": True}).status_code in (404, 409)
    assert JoinRequest.objects.get().accepted is None and not Member.objects.exists()


def test_it_refuses_who_need_not_or_cannot_ask(
    asking: Any, bob: Any, alice: Any, charlie: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = {"challenge": asking, "words": "Please."}
    member = Member.objects.create(challenge=asking, person=alice)
    refused("member_already", services.join_request_make, **ask, person=alice)
    services.member_remove(challenge=asking, pk=member.pk, by=bob)
    refused("taken_off", services.join_request_make, **ask, person=alice)
    for words in ("", " \n ", "x" * 201):
        said = {"challenge": asking, "person": charlie, "words": words}
        refused("invalid", services.join_request_make, **said)
    monkeypatch.setattr(join_requests, "MOST_WAITING", 0)
    refused("too_many", services.join_request_make, **ask, person=charlie)
    for terms in ({"may_ask": False}, {"may_ask": True, "entered_by": "everybody"}):
        Challenge.objects.update(voted_by="everybody", **terms)
        refused("no_requests", services.join_request_make, **ask, person=charlie)
    to_phase(asking, "closed")
    refused("over", services.join_request_make, **ask, person=charlie)


def test_its_pages_lead_there_and_back(asking: Any, bob: Any, alice: Any, client_of: Any) -> None:
    maker, desk = client_of(alice), client_of(bob)
    for address in ("/challenges/tunes/", "/challenges/tunes/submit/"):
        assert "ask-words" in maker.get(address).content.decode()
    assert "Nobody waits" in desk.get("/desk/tunes/people/").content.decode()
    words = "I am <b>one</b> of the class."
    page = maker.post("/challenges/tunes/ask/", {"words": words}, follow=True).content.decode()
    assert "have not answered yet" in page and "ask-words" not in page
    shown = desk.get("/desk/tunes/people/").content.decode()
    assert "I am &lt;b&gt;one" in shown and "Requests (1)" in shown
    pk = JoinRequest.objects.get().pk
    desk.post("/desk/tunes/people/", {"act": "accept", "pk": pk})
    assert Member.objects.get().person == alice
    assert "for members" not in maker.get("/challenges/tunes/").content.decode()
