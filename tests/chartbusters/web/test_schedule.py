"""What the scheduler sends and what the routes name is there."""

from celery import current_app
from django.conf import settings

from chartbusters.celery import SCHEDULE
from chartbusters.web.parts import worker_parts


def test_it_works() -> None:
    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in SCHEDULE.values()} | set(settings.CELERY_TASK_ROUTES)
    assert named - set(current_app.tasks) == set()


def test_it_sends_to_queues_that_workers_take_from() -> None:
    queues = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} | {settings.CELERY_TASK_DEFAULT_QUEUE}
    assert queues <= set(settings.QUEUES)


def test_nobody_waits_for_recordings() -> None:
    """Ticks, boards and score reports go to a worker that makes no recordings; /healthz lives by those ticks."""
    current_app.loader.import_default_modules()
    queues = {part.name: set(part.command[-2].split(",")) for part in worker_parts()}
    routes = settings.CELERY_TASK_ROUTES
    quick = {name for name in current_app.tasks if routes.get(name, {}).get("queue", "quick") == "quick"}
    assert {
        "chartbusters.web.tasks.scheduler_tick",
        "chartbusters.leaderboard.tasks.boards_refresh",
        "scoring.tasks.score_report_compute",
    } <= quick
    assert routes["chartbusters.compositions.tasks.rendering_next"]["queue"] == "render"
    assert queues["quick"] == {"quick"} and queues["render"] == {"render"}
    assert set().union(*queues.values()) == set(settings.QUEUES)
