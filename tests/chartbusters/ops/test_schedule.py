"""What the scheduler sends and what the routes name is there."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from celery.beat import SchedulingError
from django.conf import settings
from django.core.cache import cache

from chartbusters.celery import SCHEDULE, app
from chartbusters.ops import sending, ticks
from chartbusters.ops.processes import worker_parts
from tests.workers import LiveWorker

TICK = "chartbusters.ops.tasks.scheduler_tick"


def test_it_works() -> None:
    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in SCHEDULE.values()} | set(settings.CELERY_TASK_ROUTES)
    assert named - set(current_app.tasks) == set()


def test_it_sends_to_queues_that_workers_take_from() -> None:
    queues = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} | {
        settings.CELERY_TASK_DEFAULT_QUEUE
    }
    assert queues <= set(settings.QUEUES)


def test_nobody_waits_for_recordings() -> None:
    """Ticks and score reports go to a worker that makes no recordings; /healthz lives by those
    ticks."""
    current_app.loader.import_default_modules()
    queues = {part.name: set(part.command[-2].split(",")) for part in worker_parts()}
    routes = settings.CELERY_TASK_ROUTES
    quick = {
        name for name in current_app.tasks if routes.get(name, {}).get("queue", "quick") == "quick"
    }
    assert {
        "chartbusters.ops.tasks.scheduler_tick",
        "scoring.tasks.score_report_compute",
    } <= quick
    assert routes["chartbusters.compositions.tasks.rendering_next"]["queue"] == "render"
    assert queues["quick"] == {"quick"} and queues["render"] == {"render"}
    assert set().union(*queues.values()) == set(settings.QUEUES)


def test_boards_wait_for_nothing_else() -> None:
    """Whatever queues elsewhere; a board that takes long leaves a process for the others."""
    boards = next(part for part in worker_parts() if part.name == "boards")
    # Of tasks that send webhooks one runs at a time, so two processes are left to boards.
    assert boards.command[-2] == "boards,webhooks" and int(boards.command[-1]) >= 3
    routed = {
        name for name, route in settings.CELERY_TASK_ROUTES.items() if route["queue"] == "boards"
    }
    assert routed == {
        "chartbusters.leaderboard.tasks.boards_refresh",
        "chartbusters.leaderboard.tasks.board_follow",
        "chartbusters.leaderboard.tasks.boards_seal",
        "chartbusters.leaderboard.tasks.finals_refresh",
    }


@pytest.fixture
def scheduler(tmp_path: Path) -> ticks.OneOfEach:
    return ticks.OneOfEach(app=app, schedule_filename=str(tmp_path / "schedule"))


def _entry(scheduler: ticks.OneOfEach, task: str) -> Any:
    return next(entry for entry in scheduler.schedule.values() if entry.task == task)


def _waiting(queue: str = "quick") -> int:
    with current_app.connection_for_read() as connection:
        return int(connection.default_channel.client.llen(queue))


def test_ticks_do_not_pile_up(broker: str, scheduler: ticks.OneOfEach) -> None:
    """Hours without a worker leave one tick of each kind."""
    for _ in range(20):
        scheduler.apply_async(_entry(scheduler, TICK), advance=False)
    assert _waiting() == 1
    scheduler.apply_async(_entry(scheduler, "generation.tasks.jobs_reap"), advance=False)
    assert _waiting() == 2
    scheduler.close()


def test_a_lost_tick_is_sent_again(
    broker: str, scheduler: ticks.OneOfEach, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticks, "ROUNDS", 0.1)
    scheduler.apply_async(_entry(scheduler, TICK), advance=False)
    time.sleep(1.1)  # of the ten seconds of this tick, a tenth
    scheduler.apply_async(_entry(scheduler, TICK), advance=False)
    assert _waiting() == 2
    scheduler.close()


def test_a_tick_that_was_not_sent_is_sent_next_time(
    broker: str, scheduler: ticks.OneOfEach
) -> None:
    """Else the first round after the broker is back would find it marked as waiting, for a minute
    and more."""
    sending.breaker.failed(OSError("the broker is away"))
    with pytest.raises(SchedulingError):
        scheduler.apply_async(_entry(scheduler, TICK), advance=False)
    sending.breaker.forget()
    assert scheduler.apply_async(_entry(scheduler, TICK), advance=False)
    assert _waiting() == 1
    scheduler.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hours", [-1, 1])
def test_ticks_are_done_when_clocks_differ(
    live_worker: LiveWorker,
    scheduler: ticks.OneOfEach,
    eventually: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    hours: int,
) -> None:
    """A scheduler an hour before or behind its worker: every tick is done, and the next one can be
    sent."""
    clock = app.now
    monkeypatch.setattr(app, "now", lambda: clock() + timedelta(hours=hours))
    for _ in range(2):
        cache.delete("alive:scheduler")
        assert scheduler.apply_async(_entry(scheduler, TICK), advance=False)
        eventually(lambda: cache.get("alive:scheduler"), 30, "the tick")
    scheduler.close()
