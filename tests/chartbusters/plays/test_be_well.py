"""Plays are counted by the worker that the site runs, and /healthz says when they are not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from chartbusters.celery import SCHEDULE
from chartbusters.ops.health import Unhealthy
from chartbusters.plays import selectors, tasks
from chartbusters.plays.health import plays_checked
from chartbusters.plays.selectors import STREAM
from tests.chartbusters.plays.conftest import counted
from tests.workers import LiveWorker


@pytest.mark.django_db(transaction=True)
def test_it_works(
    alice: Any,
    song_of: Any,
    hear: Callable[..., None],
    live_worker: LiveWorker,
    eventually: Callable[..., Any],
) -> None:
    """Two ticks at once, and a worker that is killed and started."""
    song = song_of(alice, "Waltz")
    for _ in range(5):
        hear(Client(), song)
    for _ in range(2):
        tasks.plays_count.delay()
    eventually(lambda: counted(song) == 5)
    live_worker.kill()
    hear(Client(), song)
    assert plays_checked() == "1 wait to be counted"
    live_worker.start()
    tasks.plays_count.delay()
    eventually(lambda: counted(song) == 6)
    assert plays_checked() == "0 wait to be counted"


@pytest.mark.django_db
def test_it_says_when_nobody_counts(
    waltz: Any, hear: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    hear(Client(), waltz)
    later = STREAM.now() + 400_000
    monkeypatch.setattr(selectors.STREAM, "now", lambda: later)
    with pytest.raises(Unhealthy, match="1 wait to be counted, the oldest for 4"):
        plays_checked()


def test_a_stream_that_is_away_is_the_brokers_matter(settings: Any) -> None:
    settings.STREAM_URL = "unix:///nowhere.sock"
    assert "see broker" in plays_checked()
    tasks.plays_count()  # and nothing fails for it


def test_the_scheduler_asks_for_it() -> None:
    asked = {str(entry["task"]) for entry in SCHEDULE.values()}
    names = ("plays_count", "hearings_forget", "plays_recount")
    assert {f"chartbusters.plays.tasks.{name}" for name in names} <= asked
