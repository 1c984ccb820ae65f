"""Training runs for programs: tried by owner, follower, stranger, organisers and nobody."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission

from generation.models import JobState, TrainingRun, Visibility
from generation.techniques import TECHNIQUES
from tests.generation.training_runs import PLAN
from tests.training_runs import finished_run

pytestmark = pytest.mark.django_db
LIST = "/api/v1/training-runs/"
WISH = {"technique": "arcnn", "pack": "arranged", "recipe": "fast", "title": "Mine"}
ACTS = ("pause", "resume", "keep", "cancel", "model")


def at(run: TrainingRun, act: str = "") -> str:
    return f"{LIST}{run.pk}/{act and f'{act}/'}"


@pytest.fixture
def organiser(charlie: Any) -> Any:
    """Staff with the one right that training wants."""
    charlie.is_staff = True
    charlie.save()
    charlie.user_permissions.add(Permission.objects.get(codename="change_trainingrun"))
    return charlie


def test_it_works(api: Callable[..., Any], alice: Any) -> None:
    made = api(alice).post(LIST, WISH)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["state"], told["genre"], told["pack"]) == ("queued", "own", "arranged")
    fast = TECHNIQUES["arcnn"].recipes["fast"]["epochs"]
    assert (told["plan"]["epochs"], told["place"]) == (fast, 0)
    assert told["may"] == {
        "pause": True,
        "resume": False,
        "keep": False,
        "cancel": True,
        "take": False,
    }
    listed = api(alice).get(LIST).json()["results"]
    assert [each["id"] for each in listed] == [told["id"]]


def test_one_lives_through_all_of_it_five_times(api: Callable[..., Any], alice: Any) -> None:
    me = api(alice)
    for _ in range(5):
        run = TrainingRun.objects.get(pk=me.post(LIST, WISH).json()["id"])
        for act, state in (
            ("pause", "paused"),
            ("resume", "queued"),
            ("cancel", "cancelled"),
            ("resume", "queued"),
            ("pause", "paused"),
            ("cancel", "cancelled"),
        ):
            for _click in range(2):
                answer = me.post(at(run, act))
                assert (answer.status_code, answer.json()["state"]) == (200, state), act
        assert me.delete(at(run)).status_code == 204
        assert me.get(at(run)).status_code == 404


def test_the_same_wish_sent_twice_is_one_run(api: Callable[..., Any], alice: Any) -> None:
    key = {"idempotency_key": str(uuid4())}
    first, second = (api(alice).post(LIST, WISH, **key) for _ in range(2))
    assert first.json()["id"] == second.json()["id"]
    assert TrainingRun.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"technique": "lstm"}, "not_trainable"),
        ({"pack": "no-such"}, "unknown_pack"),
        ({"genre": "bach"}, "not_trainable"),  # not what the pack holds
        ({"dataset": str(uuid4()), "pack": ""}, "unknown_dataset"),
        ({"recipe": "instant"}, "unknown_recipe"),
        ({"start": "gan-pop"}, "unknown_model"),
        ({"start": "t-somebodys-1234567890"}, "unknown_model"),
        ({"plan": {"epochs": 10**9}}, "bad_plan"),
        ({"plan": {"batch": 10**6}}, "bad_plan"),
        ({"plan": {"epochs": [1]}}, "invalid"),
        ({"plan": {"epochs": True}}, "invalid"),
        ({"plan": {"epochs": 1.5}}, "bad_plan"),
        ({"plan": {"learning_rate": "fast"}}, "invalid"),
        ({"plan": {str(each): 1 for each in range(50)}}, "invalid"),
    ],
)
def test_it_rejects_in_words(
    api: Callable[..., Any], alice: Any, change: dict[str, Any], code: str
) -> None:
    answer = api(alice).post(LIST, {**WISH, **change})
    assert 400 <= answer.status_code < 500
    assert answer.json()["code"] == code, answer.json()
    assert not TrainingRun.objects.exists()


def test_a_rate_that_is_no_number_is_no_json(api: Callable[..., Any], alice: Any) -> None:
    body = '{"technique": "arcnn", "pack": "arranged", "plan": {"learning_rate": NaN}}'
    client = api(alice).client
    answer = client.post(LIST, body, content_type="application/json")
    assert answer.status_code == 400 and not TrainingRun.objects.exists()


def test_nobody_asks_without_an_account(api: Callable[..., Any]) -> None:
    assert api().post(LIST, WISH).status_code in (401, 403)
    assert api().get(LIST).status_code in (401, 403)
    assert api().get("/api/v1/training-quota/").status_code in (401, 403)


def test_a_private_run_is_there_for_its_owner_and_organisers_alone(
    api: Callable[..., Any], alice: Any, bob: Any, organiser: Any
) -> None:
    run = finished_run(alice)
    assert api(alice).get(at(run)).status_code == 200
    assert api(organiser).get(at(run)).status_code == 200
    for person in (bob, None):
        assert api(person).get(at(run)).status_code == 404
        assert api(person).delete(at(run)).status_code in (401, 403, 404)
        for act in ACTS:
            assert api(person).post(at(run, act)).status_code in (401, 403, 404)
    assert TrainingRun.objects.filter(pk=run.pk, state=JobState.DONE).exists()


def test_who_holds_the_link_looks_and_touches_nothing(
    api: Callable[..., Any], alice: Any, bob: Any
) -> None:
    run = finished_run(alice, visibility=Visibility.LINK, link_token="word")
    for person in (bob, None):
        told = api(person).get(f"{at(run)}?link=word").json()
        assert not any(told["may"].values())
        assert api(person).get(f"{at(run)}?link=other").status_code == 404
        for act in ACTS:
            answer = api(person).post(f"{at(run, act)}?link=word")
            assert answer.status_code in (401, 403, 404)


def test_everybody_looks_at_a_published_one(api: Callable[..., Any], alice: Any, bob: Any) -> None:
    run = finished_run(alice, visibility=Visibility.PUBLISHED)
    for person in (bob, None):
        assert api(person).get(at(run)).status_code == 200
        assert api(person).post(at(run, "cancel")).status_code in (401, 403, 404)
    assert api(alice).delete(at(run)).status_code == 409  # others look at it


def test_an_organiser_with_the_right_stops_one(
    api: Callable[..., Any], alice: Any, organiser: Any
) -> None:
    run = finished_run(alice, state=JobState.QUEUED, finished_at=None)
    assert api(organiser).post(at(run, "pause")).json()["state"] == "paused"
    assert api(organiser).post(at(run, "cancel")).json()["state"] == "cancelled"


@pytest.mark.parametrize("right", ["view_trainingrun", "change_generationjob"])
def test_no_other_right_opens_it(
    api: Callable[..., Any], alice: Any, organiser: Any, right: str
) -> None:
    organiser.user_permissions.set([Permission.objects.get(codename=right)])
    run = finished_run(alice, state=JobState.QUEUED)
    assert api(organiser).get(at(run)).status_code == 404
    assert api(organiser).post(at(run, "cancel")).status_code == 404


def test_takes_of_an_epoch_are_heard(api: Callable[..., Any], alice: Any, bob: Any) -> None:
    run = finished_run(alice)
    for epoch, sample in ((0, 0), (12, 2)):
        address = f"{at(run)}epochs/{epoch}/samples/{sample}/"
        assert api(alice).get(address).json()["format"] == "chartbusters-song"
        assert api(bob).get(address).status_code == 404
    assert api(alice).get(f"{at(run)}epochs/13/samples/0/").status_code == 404
    assert api(alice).get(f"{at(run)}epochs/1/samples/3/").status_code == 404


def test_what_is_left_is_told(api: Callable[..., Any], alice: Any) -> None:
    finished_run(alice, state=JobState.QUEUED)
    told = api(alice).get("/api/v1/training-quota/").json()
    assert (told["runs_left"], told["hours_left"], told["place"]) == (2, 12.0, 1)


def test_a_run_with_nothing_learnt_gives_no_model(
    api: Callable[..., Any], alice: Any, settings: Any, tmp_path: Path
) -> None:
    settings.TRAINING_DIR = tmp_path
    run = TrainingRun.objects.create(owner=alice, technique="arcnn", genre="own", plan=PLAN)
    answer = api(alice).post(at(run, "model"))
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_learnt")
