"""What a piece of work costs: by its wish, and by what such work has taken until now."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now

from generation import charges, costs, services
from generation.catalogue import cards
from generation.engine import Request, check_parameters
from generation.models import Bucket, GenerationJob, Pace
from generation.music.song import Song
from generation.workers.jobs import run

pytestmark = pytest.mark.django_db


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
        ("gan", {"candidates": 1}, {"candidates": 4}),
        ("arcnn", {"candidates": 1}, {"candidates": 4}),
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
