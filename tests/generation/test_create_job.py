from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from generation import services
from generation.catalogue import Card
from generation.errors import JobError
from generation.models import GenerationJob, JobState, StoredSong
from generation.music.document import to_document
from generation.music.song import Song
from tests.conftest import Api

pytestmark = pytest.mark.django_db
JOBS = "/api/v1/generation-jobs/"


@pytest.fixture
def wish(echo_model: Card, sample_song: Callable[..., Song]) -> dict[str, Any]:
    return {"technique": "echo", "model": "echo-low", "document": to_document(sample_song())}


def test_it_works(api: Callable[..., Any], alice: Any, wish: dict[str, Any]) -> None:
    answer = api(alice).post(JOBS, {**wish, "seed": 7, "parameters": {"steps": 5}})
    assert answer.status_code == 201
    job = answer.json()
    assert (job["state"], job["seed"], job["parameters"]) == ("queued", 7, {"steps": 5})
    assert (job["progress"], job["attempt"], job["error"], job["result"], job["place"]) == (
        0.0,
        0,
        None,
        None,
        0,
    )
    assert job["seconds_left"] > 0
    assert GenerationJob.objects.get(pk=job["id"]).owner == alice


def test_it_draws_and_keeps_a_seed(job_for: Callable[..., GenerationJob], alice: Any) -> None:
    first, second = job_for(alice), job_for(alice)
    assert first.seed != second.seed
    assert 0 <= first.seed < services.SEED_BELOW


def test_it_fills_in_the_defaults(job_for: Callable[..., GenerationJob], alice: Any) -> None:
    assert job_for(alice).parameters == {"steps": 2}


def test_it_stores_the_same_song_once(job_for: Callable[..., GenerationJob], alice: Any) -> None:
    assert job_for(alice).source == job_for(alice).source
    assert StoredSong.objects.count() == 1


def test_it_is_queued_on_commit(
    job_for: Callable[..., GenerationJob],
    alice: Any,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[tuple[Any, ...]] = []
    monkeypatch.setattr(
        "celery.current_app.send_task", lambda *words, **options: sent.append(words)
    )
    with django_capture_on_commit_callbacks() as callbacks:
        job = job_for(alice)
    assert not sent
    for callback in callbacks:
        callback()
    assert sent == [("generation.tasks.job_run", [str(job.pk)])]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"technique": "polka"}, "unknown_technique"),
        ({"model": "nobody"}, "unknown_model"),
        ({"parameters": {"steps": 1000}}, "bad_parameter"),
        ({"parameters": {"sparkle": 1}}, "bad_parameter"),
        ({"parameters": {"steps": None}}, "bad_parameter"),
        ({"seed": -1}, "invalid"),
        ({"seed": 2**60}, "invalid"),
        ({"document": {"format": "x"}}, "not_a_song"),
        ({"document": None}, "invalid"),
        ({"parameters": [1]}, "invalid"),
    ],
)
def test_it_rejects_what_no_model_could_play(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any], change: dict[str, Any], code: str
) -> None:
    answer = api(alice).post(JOBS, {**wish, **change})
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert not GenerationJob.objects.exists()


def test_it_rejects_a_song_without_notes(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any]
) -> None:
    answer = api(alice).post(JOBS, {**wish, "document": to_document(Song())})
    assert (answer.status_code, answer.json()["code"]) == (400, "no_notes")


def test_it_rejects_a_fourth_at_once(
    job_for: Callable[..., GenerationJob], alice: Any, bob: Any
) -> None:
    for _ in range(services.JOBS_AT_ONCE):
        job = job_for(alice)
    with pytest.raises(JobError) as refusal:
        job_for(alice)
    assert (refusal.value.code, refusal.value.status) == ("too_many_jobs", 429)
    job_for(bob)
    services.job_cancel(pk=str(job.pk))
    assert job_for(alice).state == JobState.QUEUED


def test_others_do_not_see_it(
    api: Callable[..., Any],
    alice: Any,
    bob: Any,
    charlie: Any,
    job_for: Callable[..., GenerationJob],
) -> None:
    address = f"{JOBS}{job_for(alice).pk}/"
    assert api(alice).get(address).status_code == 200
    for stranger in (api(bob), api(charlie), api()):
        assert stranger.get(address).status_code == 404
        assert stranger.post(f"{address}cancel/").status_code == 404


def test_a_visitor_finds_it_again(
    api: Callable[..., Any], wish: dict[str, Any], alice: Any
) -> None:
    job = api().post(JOBS, wish).json()
    assert api().get(f"{JOBS}{job['id']}/").status_code == 200
    assert api(alice).get(f"{JOBS}{job['id']}/").status_code == 404
    assert Client().get(f"{JOBS}{job['id']}/").status_code == 404


def test_a_visitor_keeps_it_when_signing_in(
    api: Callable[..., Any], visitor: Client, wish: dict[str, Any], alice: Any
) -> None:
    job = api().post(JOBS, wish).json()
    visitor.force_login(alice)
    assert api().get(f"{JOBS}{job['id']}/").status_code == 200
    assert GenerationJob.objects.get(pk=job["id"]).owner == alice
    assert api(alice).get(f"{JOBS}{job['id']}/").status_code == 200


def test_signing_in_brings_it_along_and_looking_writes_nothing(
    api: Callable[..., Any], visitor: Client, wish: dict[str, Any], django_user_model: Any
) -> None:
    dora = django_user_model.objects.create_user("dora", password="nightingale-7")
    job = api().post(JOBS, wish).json()
    visitor.post("/accounts/login/", {"login": "dora", "password": "nightingale-7"})
    assert GenerationJob.objects.get(pk=job["id"]).owner == dora
    with CaptureQueriesContext(connection) as queries:
        assert api().get(f"{JOBS}{job['id']}/").status_code == 200
    assert not [each for each in queries if each["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]


def test_a_visitor_is_bounded_too(api: Callable[..., Any], wish: dict[str, Any]) -> None:
    for _ in range(services.JOBS_AT_ONCE):
        assert api().post(JOBS, wish).status_code == 201
    answer = api().post(JOBS, wish)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_jobs")


def test_a_new_visitor_whose_first_answer_was_lost_finds_it(wish: dict[str, Any]) -> None:
    """The cookie was lost with it: the same request, sent again, brings both."""
    first, again, other = Api(Client()), Api(Client()), Api(Client())
    job = first.post(JOBS, wish, Idempotency_Key="press-1").json()
    assert again.post(JOBS, wish, Idempotency_Key="press-1").json() == job
    assert again.get(f"{JOBS}{job['id']}/").status_code == 200
    assert again.post(f"{JOBS}{job['id']}/cancel/").json()["state"] == "cancelled"
    assert GenerationJob.objects.count() == 1
    # Who knows not the key has no part in it, nor does who comes from elsewhere.
    other.post(JOBS, wish, Idempotency_Key="press-2")
    assert other.get(f"{JOBS}{job['id']}/").status_code == 404
    stranger = Api(Client(REMOTE_ADDR="10.0.0.9"))
    stranger.post(JOBS, wish, Idempotency_Key="press-1")
    assert stranger.get(f"{JOBS}{job['id']}/").status_code == 404


def test_who_has_a_session_keeps_it_when_a_request_is_repeated(wish: dict[str, Any]) -> None:
    browser = Api(Client())
    job = browser.post(JOBS, wish, Idempotency_Key="press-1").json()
    key = browser.client.cookies["sessionid"].value
    browser.post(JOBS, wish, Idempotency_Key="press-1")
    assert browser.client.cookies["sessionid"].value == key
    assert browser.get(f"{JOBS}{job['id']}/").status_code == 200


def test_it_happens_once_for_a_key(
    api: Callable[..., Any], alice: Any, wish: dict[str, Any]
) -> None:
    first, second = (
        api(alice).post(JOBS, wish, Idempotency_Key="press-1").json() for _ in range(2)
    )
    assert first["id"] == second["id"]
    assert GenerationJob.objects.count() == 1
