"""Webhooks in the API: who may change a challenge makes, changes and removes them, and sends again
what failed; nobody else learns that there are any."""

from typing import Any

import pytest

from chartbusters.challenges.models import Challenge, Organiser, Role
from chartbusters.webhooks.models import Delivery, Endpoint
from tests.chartbusters.test_act_as_staff import helper_with

pytestmark = pytest.mark.django_db
ALL = "/api/v1/challenges/tunes/webhooks/"
WISH = {"url": "https://hook.example.org/in", "kinds": ["entry.received", "challenge.closed"]}


@pytest.fixture
def challenge(challenge_in: Any, alice: Any) -> Challenge:
    made: Challenge = challenge_in("open")
    Organiser.objects.create(challenge=made, person=alice, role=Role.OWNER)
    return made


@pytest.fixture
def one(challenge: Challenge, alice: Any, api: Any) -> str:
    return f"{ALL}{api(alice).post(ALL, WISH).json()['id']}/"


def test_it_works(challenge: Challenge, alice: Any, api: Any) -> None:
    """Made with a secret that is told once, listed, changed, and removed."""
    program = api(alice)
    answer = program.post(ALL, WISH)
    made = answer.json()
    assert answer.status_code == 201 and made["secret"].startswith("whsec_")
    assert "no-store" in answer["Cache-Control"] and made["kinds"] == sorted(WISH["kinds"])
    (listed,) = program.get(ALL).json()["results"]
    assert listed == {key: value for key, value in made.items() if key != "secret"}
    own = f"{ALL}{made['id']}/"
    changed = program.patch(own, {"kinds": ["challenge.closed"], "on": False}).json()
    assert (changed["url"], changed["kinds"]) == (WISH["url"], ["challenge.closed"])
    assert changed["off_at"] and program.get(own).json() == changed
    renewed = program.post(f"{own}secret/").json()["secret"]
    assert renewed.startswith("whsec_") and renewed != made["secret"]
    assert program.delete(own).status_code == 204 and not Endpoint.objects.exists()


def test_what_was_sent_is_listed_and_sent_again(one: str, alice: Any, api: Any) -> None:
    program = api(alice)
    sent = program.post(f"{one}test/").json()
    assert program.post(f"{one}test/").status_code == 409  # it is on its way
    assert program.get(f"{one}deliveries/").json()["results"] == [sent]
    again = f"{one}deliveries/{sent['id']}/replay/"
    assert program.post(again).json()["code"] == "still_waits"
    row = Delivery.objects.get()
    Delivery.objects.update(state="failed", ended_at=row.created_at, attempts=9)
    answer = program.post(again).json()
    assert (answer["state"], answer["attempts"]) == ("waiting", 0)
    assert answer["message_id"] == sent["message_id"]
    Delivery.objects.update(state="failed", ended_at=row.created_at)
    since = {"since": "2020-01-01T00:00:00Z"}
    assert program.post(f"{one}replay/", since).json() == {"replayed": 1}
    assert program.post(f"{one}replay/", since).json() == {"replayed": 0}
    assert program.post(f"{one}deliveries/{'9' * 30}/replay/").status_code == 404
    program.patch(one, {"on": False})
    assert program.post(f"{one}replay/", since).json()["code"] == "endpoint_off"


def answers(program: Any, one: str) -> set[int]:
    """What each address says; the harmless ones first."""
    asked = [program.get(address) for address in (ALL, one, f"{one}deliveries/")]
    asked += [program.post(f"{one}{act}/") for act in ("secret", "test", "deliveries/1/replay")]
    asked.append(program.post(f"{one}replay/", {"since": "2020-01-01T00:00:00Z"}))
    asked += [program.post(ALL, WISH), program.patch(one, {"on": False}), program.delete(one)]
    return {answer.status_code for answer in asked}


@pytest.mark.parametrize(("role", "status"), [("moderator", 403), ("viewer", 403), ("", 404)])
def test_it_requires_the_right_to_edit(
    role: str, status: int, one: str, challenge: Challenge, api: Any, charlie: Any
) -> None:
    if role:
        Organiser.objects.create(challenge=challenge, person=charlie, role=role)
    assert answers(api(charlie), one) == {status}
    assert Endpoint.objects.get().off_at is None


def test_an_editor_may_and_a_visitor_must_sign_in(
    one: str, challenge: Challenge, api: Any, bob: Any
) -> None:
    assert answers(api(), one) <= {401, 403} and Endpoint.objects.count() == 1
    Organiser.objects.create(challenge=challenge, person=bob, role=Role.EDITOR)
    assert answers(api(bob), one) == {200, 201, 204, 409}  # 409: the test still waits
    assert Endpoint.objects.count() == 1  # the other one, which bob made


@pytest.mark.parametrize(
    ("right", "status"), [("change_challenge", 200), ("view_challenge", 403), ("add_vote", 404)]
)
def test_staff_need_the_right_to_change_challenges(
    right: str, status: int, one: str, api: Any
) -> None:
    program = api(helper_with(right))
    assert {program.get(ALL).status_code, program.get(one).status_code} == {status}


def test_a_webhook_of_another_challenge_is_not_there(
    one: str, challenge_in: Any, alice: Any, api: Any
) -> None:
    other = challenge_in("open", "other")
    Organiser.objects.create(challenge=other, person=alice, role=Role.OWNER)
    assert answers(api(alice), one.replace("tunes", "other")) >= {404}
    assert Endpoint.objects.filter(subject=f"challenge:{other.pk}").count() == 0


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({**WISH, "url": "https://127.0.0.1/"}, "bad_url"),
        ({**WISH, "kinds": ["no.such"]}, "bad_kinds"),
        ({**WISH, "kinds": []}, "bad_kinds"),
        ({"url": WISH["url"]}, "invalid"),
    ],
)
def test_it_rejects_what_it_cannot_send_to(
    wish: dict[str, Any], code: str, challenge: Challenge, alice: Any, api: Any
) -> None:
    answer = api(alice).post(ALL, wish)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not Endpoint.objects.exists()
