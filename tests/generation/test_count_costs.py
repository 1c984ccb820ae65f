"""Wishes cost seconds of a worker: told beforehand, counted for persons, browsers and networks,
settled afterwards."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db.models.functions import Now
from django.test import Client

from chartbusters.web.rates import Rate
from generation import charges, costs, services
from generation.catalogue import Card, cards
from generation.engine import Request, check_parameters
from generation.errors import JobError
from generation.models import Bucket, GenerationJob, JobState, Pace
from generation.music.document import to_document
from generation.music.song import Song
from generation.techniques import TECHNIQUES
from generation.workers.jobs import run
from tests.conftest import Api
from tests.generation.echo import ECHO

JOBS = "/api/v1/generation-jobs/"
HOUR = 3600
COUNTED = replace(ECHO, cost="tests.generation.echo:count_seconds")
Wish = Callable[..., dict[str, Any]]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_second_a_step(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step of the echo costs a second; a person has 60 an hour, a network 100, and nothing
    else is counted."""
    monkeypatch.setattr(costs, "AWAKE", 0.0)
    settings.LIMITS_ENABLED = True
    settings.LIMITS = {name: [] for name in settings.LIMITS}
    settings.BUDGETS = {"generate": [Rate(60, HOUR, "person"), Rate(100, HOUR, "address")]}


@pytest.fixture
def echo_model(echo_model: Card, monkeypatch: pytest.MonkeyPatch) -> Card:
    """It says what a wish costs."""
    monkeypatch.setitem(TECHNIQUES, "echo", COUNTED)
    return echo_model


@pytest.fixture
def wish(echo_model: Card, sample_song: Callable[..., Song]) -> Wish:
    """`wish(30)` costs thirty seconds."""

    def of(steps: int) -> dict[str, Any]:
        return {
            "technique": "echo",
            "document": to_document(sample_song()),
            "parameters": {"steps": steps},
        }

    return of


def browser(address: str = "10.0.0.1") -> Api:
    """A visitor's browser without a cookie."""
    return Api(Client(REMOTE_ADDR=address))


def cancelled(api: Api) -> None:
    """All that a caller has in the making is dropped before it has begun."""
    for job in GenerationJob.objects.filter(state=JobState.QUEUED):
        assert api.post(f"{JOBS}{job.pk}/cancel/").status_code == 200


def spent(caller: str) -> float:
    return round(sum(Bucket.objects.filter(caller=caller).values_list("spent", flat=True)))


def test_it_refuses_a_person_what_is_too_much(
    api: Callable[..., Api], alice: Any, bob: Any, wish: Wish
) -> None:
    assert api(alice).post(JOBS, wish(40)).status_code == 201
    answer = api(alice).post(JOBS, wish(30))
    assert "your network" not in answer.json()["message"]
    assert (answer.status_code, answer.json()["code"]) == (429, "budget_spent")
    message = answer.json()["message"]
    assert (
        "about 30 seconds" in message
        and "of the 60 seconds that you have in an hour, 20 are left" in message
    )
    assert int(answer["Retry-After"]) == pytest.approx(600, abs=3)
    assert GenerationJob.objects.count() == 1 and spent(f"user:{alice.pk}") == 40
    assert api(alice).post(JOBS, wish(20)).status_code == 201
    assert api(bob).post(JOBS, wish(20)).status_code == 201


def test_a_fresh_cookie_evades_nothing(wish: Wish) -> None:
    answers = [browser().post(JOBS, wish(40)) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 429, 429]
    assert "all who come from your network have together in an hour" in answers[2].json()["message"]
    assert browser("10.0.0.2").post(JOBS, wish(40)).status_code == 201


def test_a_visitors_browser_is_counted_as_well(wish: Wish) -> None:
    mine = browser()
    assert [mine.post(JOBS, wish(40)).status_code for _ in range(2)] == [201, 429]
    assert "that you have" in mine.post(JOBS, wish(40)).json()["message"]


def test_a_fresh_account_evades_nothing(
    client_of: Callable[..., Client], people: list[Any], wish: Wish
) -> None:
    answers = [Api(client_of(person)).post(JOBS, wish(40)) for person in people]
    assert [answer.status_code for answer in answers] == [201, 201, 429]


@pytest.fixture
def people(alice: Any, bob: Any, charlie: Any) -> list[Any]:
    return [alice, bob, charlie]


def test_no_address_is_kept(wish: Wish) -> None:
    browser("203.0.113.77").post(JOBS, wish(1))
    kept = [
        *Bucket.objects.values_list("caller", flat=True),
        *GenerationJob.objects.values_list("caller", flat=True),
    ]
    assert len(kept) == 3 and not any("203.0.113" in name for name in kept)


def test_too_many_may_not_wait_for_one_network(wish: Wish, settings: LazySettings) -> None:
    settings.JOBS_PER_ADDRESS = 2
    answers = [browser().post(JOBS, wish(1)) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json()["code"] == "too_many_jobs" and answers[2]["Retry-After"]
    assert browser("10.0.0.2").post(JOBS, wish(1)).status_code == 201


def test_too_much_work_may_not_wait_for_one_network(wish: Wish, settings: LazySettings) -> None:
    settings.JOB_SECONDS_PER_ADDRESS = 50
    # What was refused is not counted, and what is larger than all of it is taken alone.
    assert [browser().post(JOBS, wish(steps)).status_code for steps in (60, 5)] == [201, 429]
    network = GenerationJob.objects.get().caller
    assert spent(network) == 60


def test_it_refuses_what_is_too_dear(
    api: Callable[..., Api],
    alice: Any,
    wish: Wish,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.JOB_MOST_SECONDS = 50
    monkeypatch.setitem(TECHNIQUES, "echo", replace(COUNTED, smaller="fewer steps"))
    answer = api(alice).post(JOBS, wish(51))
    assert (answer.status_code, answer.json()["code"]) == (400, "too_dear")
    assert "ask for fewer steps" in answer.json()["message"]
    assert not GenerationJob.objects.exists() and not Bucket.objects.exists()


def test_what_is_cancelled_before_it_begins_costs_nothing(
    api: Callable[..., Api], alice: Any, wish: Wish
) -> None:
    for _ in range(3):
        assert api(alice).post(JOBS, wish(40)).status_code == 201
        cancelled(api(alice))
    assert spent(f"user:{alice.pk}") == 0


def test_what_it_really_took_is_counted(api: Callable[..., Api], alice: Any, wish: Wish) -> None:
    api(alice).post(JOBS, wish(40))
    job = services.job_take(worker="w")
    assert job
    GenerationJob.objects.update(started_at=Now() - timedelta(seconds=15))
    assert services.job_fail(job=job, code="x", message="x")
    assert spent(f"user:{alice.pk}") == 15
    assert round(GenerationJob.objects.get().charged_seconds) == 15


def test_a_second_run_is_an_organisers(
    api: Callable[..., Api], alice: Any, staff: Any, wish: Wish
) -> None:
    api(alice).post(JOBS, wish(40))
    cancelled(api(alice))
    services.job_restart(job=GenerationJob.objects.get(), by=staff)
    job = services.job_take(worker="w")
    assert job and services.job_stop(job=job)
    assert spent(f"user:{alice.pk}") == 0


def test_without_limits_nothing_is_counted(
    api: Callable[..., Api], alice: Any, wish: Wish, settings: LazySettings
) -> None:
    settings.LIMITS_ENABLED = False
    assert [api(alice).post(JOBS, wish(100)).status_code for _ in range(3)] == [201] * 3
    cancelled(api(alice))
    assert not Bucket.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestPace:
    def test_it_is_learnt_from_finished_jobs(
        self, alice: Any, job_for: Callable[..., GenerationJob]
    ) -> None:
        for _ in range(12):
            job = services.job_claim(
                pk=str(job_for(alice, parameters={"steps": 10}).pk), worker="w"
            )
            assert job
            GenerationJob.objects.filter(pk=job.pk).update(started_at=Now() - timedelta(seconds=20))
            assert services.job_finish(job=job, song=job.source.song, recipe={})
            Bucket.objects.all().delete()
        assert charges.read_pace("echo") == pytest.approx(2, abs=0.2)
        job = job_for(alice, parameters={"steps": 10})
        assert (job.cost_seconds, job.expected_seconds) == (10, pytest.approx(20, abs=2))
        assert charges.compute_limit(job) == pytest.approx(80, abs=8)

    def test_it_is_believed_within_bounds(self) -> None:
        Pace.objects.create(kind="echo", took=1e6, cost=1)
        Pace.objects.create(kind="gan", took=1e-6, cost=1)
        assert (charges.read_pace("echo"), charges.read_pace("gan"), charges.read_pace("new")) == (
            4,
            0.25,
            1,
        )

    def test_a_job_that_ran_is_learnt_from(
        self, alice: Any, job_for: Callable[..., GenerationJob]
    ) -> None:
        job_for(alice)
        run(worker="w")
        pace = Pace.objects.get()
        assert pace.kind == "echo" and pace.took < pace.cost


def _cost(song: Song, technique: str, **parameters: Any) -> float:
    card = next(card for card in cards() if card.technique == technique)
    return costs.estimate_cost(
        card, song, 0, check_parameters(card, Request(technique, song, parameters=parameters))
    )


@pytest.mark.parametrize(
    ("technique", "less", "more"),
    [
        ("gan", {"refine": 0}, {"refine": 8}),
        ("arcnn", {"iterations": 4}, {"iterations": 20}),
        (
            "arcnn",
            {"mode": "harmonise", "iterations": 4},
            {"mode": "harmonise", "iterations": 1000},
        ),
        ("transformer", {"seconds": 5}, {"seconds": 60}),
        ("transformer", {"candidates": 1}, {"candidates": 4}),
        (
            "transformer",
            {"mode": "fill bars", "last_bar": 4},
            {"mode": "fill bars", "last_bar": 16},
        ),
        (
            "transformer",
            {"mode": "add a track", "candidates": 1},
            {"mode": "add a track", "candidates": 4},
        ),
    ],
)
def test_who_asks_for_more_pays_more(
    technique: str, less: dict[str, Any], more: dict[str, Any], sample_song: Callable[..., Song]
) -> None:
    short, long = sample_song(bars=16, band=True), sample_song(bars=64, band=True)
    assert 0 < _cost(short, technique, **less) < _cost(short, technique, **more)
    assert _cost(short, technique, **more) < _cost(long, technique, **more)


def test_a_wish_of_any_size_has_a_price(sample_song: Callable[..., Song]) -> None:
    """The first bar beyond the end, the last before the first, a single note."""
    for song in (sample_song(bars=1), sample_song(bars=4, band=True)):
        for mode in ("fill bars", "add a track", "extend", "extend the start"):
            for first, last in ((1, 0), (1000, 0), (3, 2), (1, 1000)):
                assert _cost(song, "transformer", mode=mode, first_bar=first, last_bar=last) > 0


def test_answers_tell_what_is_left(api: Callable[..., Api], alice: Any, wish: Wish) -> None:
    for answer in (api(alice).post(JOBS, wish(40)), api(alice).post(JOBS, wish(40))):
        mine, nearby = answer["RateLimit-Policy"].split(", ")
        assert mine == '"generate-person-3600";q=60;w=3600;qu="worker-seconds"'
        assert nearby == '"generate-address-3600";q=100;w=3600;qu="worker-seconds"'
        assert re.match(
            r'"generate-person-3600";r=(19|20);t=(2400|2399), "gen', answer["RateLimit"]
        )


def test_a_refusal_names_the_price_at_the_service(
    alice: Any, job_for: Callable[..., GenerationJob]
) -> None:
    """What has no door of its own, such as a command, is counted all the same."""
    job_for(alice, parameters={"steps": 50})
    with pytest.raises(JobError) as refusal:
        job_for(alice, parameters={"steps": 50})
    assert refusal.value.code == "budget_spent"
