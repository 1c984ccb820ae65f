"""Why a note was written, asked through the API and answered by a worker."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from generation import engine, services
from generation.models import GenerationJob, JobState, NoteExplanation
from generation.workers.explanations import explain_note
from tests.generation.tunes import ode

pytestmark = pytest.mark.django_db
ASK = "/api/v1/note-explanations/"
WISH = {"mode": "harmonise", "iterations": 12}


@cache
def harmonised() -> engine.Result:
    return engine.generate(engine.Request("arcnn", ode(), "arcnn-bach", 1, WISH))


@pytest.fixture
def take() -> Callable[..., GenerationJob]:
    """`take(alice)` is a finished take of alice's: three voices by the AR-CNN below a melody."""

    def make(owner: Any, session_key: str = "", **values: Any) -> GenerationJob:
        result = harmonised()
        given: dict[str, Any] = {
            "technique": "arcnn",
            "model": "arcnn-bach",
            "parameters": result.recipe["parameters"],
            "recipe": result.recipe,
            "state": JobState.DONE,
        }
        return GenerationJob.objects.create(
            owner=owner,
            session_key=session_key,
            seed=1,
            source=services.song_store(song=ode()),
            result=services.song_store(song=result.song),
            **{**given, **values},
        )

    return make


def about(job: GenerationJob, **changes: Any) -> dict[str, Any]:
    """A question about the first note of the alto."""
    note = harmonised().song.tracks[1].notes[0]
    asked = {"job": str(job.pk), "track": 1, "onset": note.onset, "pitch": note.pitch}
    return {**asked, **changes}


def answered(api: Any, wish: dict[str, Any]) -> dict[str, Any]:
    """The question as it stands after a worker has had it."""
    asked = api.post(ASK, wish).json()
    explain_note(pk=asked["id"], worker="a worker of the test")
    answer: dict[str, Any] = api.get(f"{ASK}{asked['id']}/").json()
    return answer


def test_it_works(api: Any, alice: Any, take: Any) -> None:
    told = answered(api(alice), about(take(alice)))
    assert (told["state"], told["error"], told["technique"]) == ("done", None, "arcnn")
    answer = told["answer"]
    assert 0 < answer["probability"] < 1 and len(answer["alternatives"]) == 3
    assert answer["named"] and answer["passes"] <= 24
    song = harmonised().song
    for named in answer["named"]:
        on_track = {tuple(note) for note in song.tracks[named["track"]].notes}
        assert named["notes"] and {tuple(note) for note in named["notes"]} <= on_track
        lost = abs(answer["probability"] - named["without"])
        assert lost > 0.001 and (named["change"] > 0) == (named["without"] < answer["probability"])


def test_it_answers_once(api: Any, alice: Any, take: Any) -> None:
    wish = about(take(alice))
    first = answered(api(alice), wish)
    again = api(alice).post(ASK, wish)
    assert (again.status_code, again.json()) == (200, first)


def test_visitors_may_ask(api: Any, take: Any) -> None:
    job = take(None)
    session = api().client.session
    session["jobs_key"] = "mine"
    session.save()
    GenerationJob.objects.filter(pk=job.pk).update(session_key="mine")
    assert answered(api(), about(job))["state"] == "done"


@pytest.mark.parametrize("who", ["bob", "charlie", "staff", None])
def test_it_belongs_to_whose_take_it_is(
    api: Any, alice: Any, take: Any, who: str | None, request: pytest.FixtureRequest
) -> None:
    job = take(alice)
    asked = api(alice).post(ASK, about(job)).json()
    other = api(request.getfixturevalue(who)) if who else api()
    assert other.post(ASK, about(job)).json()["code"] == "unknown_job"
    assert other.get(f"{ASK}{asked['id']}/").status_code == 404


def test_it_says_that_a_note_was_moved(api: Any, alice: Any, take: Any) -> None:
    told = answered(api(alice), about(take(alice), onset=7))
    assert (told["state"], told["error"]["code"]) == ("failed", "note_moved")
    assert "moved or changed it" in told["error"]["message"]


def test_it_says_that_a_note_is_ones_own(api: Any, alice: Any, take: Any) -> None:
    note = ode().tracks[0].notes[0]
    told = answered(api(alice), about(take(alice), track=0, onset=note.onset, pitch=note.pitch))
    assert "in your song before the model came" in told["error"]["message"]


@pytest.mark.parametrize(
    ("change", "code"),
    [({"model": "nobody"}, "model_gone"), ({"recipe": {"model_digest": "x"}}, "model_changed")],
)
def test_it_says_that_the_model_is_gone(
    api: Any, alice: Any, take: Any, change: dict[str, Any], code: str
) -> None:
    told = answered(api(alice), about(take(alice, **change)))
    assert told["error"]["code"] == code


def test_it_rejects_a_take_that_is_not_finished(api: Any, alice: Any, take: Any) -> None:
    answer = api(alice).post(ASK, about(take(alice, state=JobState.RUNNING)))
    assert (answer.status_code, answer.json()["code"]) == (409, "not_done")


def test_it_rejects_what_is_no_note(api: Any, alice: Any, take: Any) -> None:
    answer = api(alice).post(ASK, about(take(alice), pitch=128))
    assert (answer.status_code, answer.json()["field"]) == (400, "pitch")


def test_it_rejects_a_fourth_question_at_once(api: Any, alice: Any, take: Any) -> None:
    job = take(alice)
    answers = [api(alice).post(ASK, about(job, onset=onset)) for onset in range(4)]
    assert [each.status_code for each in answers] == [201, 201, 201, 429]
    assert answers[-1].json()["code"] == "too_many_questions"


def test_it_costs_what_it_took(api: Any, alice: Any, take: Any, settings: Any) -> None:
    settings.LIMITS_ENABLED, settings.EXPLANATION_SECONDS = True, 600
    job = take(alice)
    answered(api(alice), about(job))  # most of what was counted comes back
    assert api(alice).post(ASK, about(job, onset=1)).status_code == 429
    assert NoteExplanation.objects.count() == 1
    settings.EXPLANATION_SECONDS = 1
    assert api(alice).post(ASK, about(job, onset=1)).status_code == 201


def test_it_may_be_told_twice_to_a_worker(api: Any, alice: Any, take: Any) -> None:
    told = answered(api(alice), about(take(alice)))
    explain_note(pk=told["id"], worker="another worker")
    assert api(alice).get(f"{ASK}{told['id']}/").json() == told


def test_it_goes_with_the_take(api: Any, alice: Any, take: Any) -> None:
    api(alice).post(ASK, about(take(alice)))
    services.jobs_erase(owner=alice)
    assert not NoteExplanation.objects.exists()
