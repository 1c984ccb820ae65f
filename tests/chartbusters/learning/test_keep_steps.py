"""Steps that somebody has done are kept once each, for them alone, and only such as there are."""

import io
import json
import zipfile
from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from chartbusters.learning.capsules import capsules
from chartbusters.learning.models import StepDone
from chartbusters.learning.selectors import steps_done
from chartbusters.learning.services import steps_keep
from chartbusters.leaving.archive import archive_write
from chartbusters.web.errors import Refusal
from tests.chartbusters.leaving.erasing import erase
from tests.databases import on_postgres
from tests.races import ROUNDS, crowd_of, told

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/learning/steps/"
DRAW = {"capsule": "music-as-numbers", "step": "draw"}
BET = {"capsule": "guess-the-next-note", "step": "bet"}


def test_it_works(api: Any, alice: Any) -> None:
    assert api(alice).post(ADDRESS, {"steps": [DRAW, BET]}).status_code == 204
    listed = api(alice).get(ADDRESS).json()["results"]
    assert [(one["capsule"], one["step"]) for one in listed] == [
        ("guess-the-next-note", "bet"),
        ("music-as-numbers", "draw"),
    ]


def test_twice_is_once(api: Any, alice: Any) -> None:
    for _ in range(3):
        assert api(alice).post(ADDRESS, {"steps": [DRAW, DRAW]}).status_code == 204
    assert StepDone.objects.count() == 1


def test_others_know_nothing_of_it(api: Any, alice: Any, bob: Any, staff: Any) -> None:
    steps_keep(person=alice, steps=[("music-as-numbers", "draw")])
    for other in (bob, staff):
        assert api(other).get(ADDRESS).json()["results"] == []


def test_it_requires_an_account(api: Any) -> None:
    assert api().get(ADDRESS).status_code == 401
    assert api().post(ADDRESS, {"steps": [DRAW]}).status_code == 401


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [DRAW, {"capsule": "music-as-numbers", "step": "no-step"}],
        [{"capsule": "no-capsule", "step": "draw"}],
        [{"capsule": "words", "step": "draw"}],
        [{"capsule": "../texts", "step": "draw"}],
        [DRAW] * 101,
    ],
)
def test_it_rejects_what_there_is_not(api: Any, alice: Any, steps: Any) -> None:
    assert api(alice).post(ADDRESS, {"steps": steps}).status_code == 400
    assert not StepDone.objects.exists()


def test_a_person_has_no_more_rows_than_there_are_steps(alice: Any) -> None:
    every: list[tuple[str, str]] = []
    for capsule in capsules():
        every += [(capsule.name, step.name) for step in capsule.steps]
    steps_keep(person=alice, steps=every * 2)
    assert StepDone.objects.count() == len(every)
    with pytest.raises(Refusal):
        steps_keep(person=alice, steps=[*every, ("music-as-numbers", "teacher")])


def test_pages_show_what_is_done(client_of: Any, alice: Any, visitor: Any) -> None:
    steps_keep(person=alice, steps=[("music-as-numbers", "shift")])
    page = client_of(alice).get(reverse("capsule", args=["music-as-numbers"])).content.decode()
    assert page.count('class="done"') == 1
    page = visitor.get(reverse("capsule", args=["music-as-numbers"])).content.decode()
    assert 'class="done"' not in page
    assert ">1</span> of 7 done" in client_of(alice).get(reverse("learn")).content.decode()


def test_it_is_taken_home_and_forgotten(alice: Any) -> None:
    steps_keep(person=alice, steps=[("music-as-numbers", "draw")])
    file = io.BytesIO()
    archive_write(file, person=alice)
    (row,) = json.loads(zipfile.ZipFile(file).read("learnt.json"))
    assert (row["capsule"], row["step"]) == ("music-as-numbers", "draw")
    erase(alice)
    assert not StepDone.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not on_postgres(), reason="races are tried on a real PostgreSQL")
def test_tabs_that_tell_at_once_are_one(alice: Any) -> None:
    steps = [("music-as-numbers", name) for name in ("draw", "shift", "lost")]
    with crowd_of(8) as crowd:
        for _ in range(ROUNDS):
            acts = [partial(steps_keep, person=alice, steps=steps[at % 3 :]) for at in range(8)]
            assert told(crowd.at_once(acts)) == {"done": 8}
            assert steps_done(user=alice) == {"music-as-numbers": {"draw", "shift", "lost"}}
            StepDone.objects.all().delete()
