"""What the scheduler sends and what the routes name is there."""

from celery import current_app
from django.conf import settings

from chartbusters.celery import SCHEDULE


def test_it_works() -> None:
    current_app.loader.import_default_modules()
    named = {entry["task"] for entry in SCHEDULE.values()} | set(settings.CELERY_TASK_ROUTES)
    assert named - set(current_app.tasks) == set()


def test_it_sends_to_queues_that_workers_take_from() -> None:
    queues = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} | {settings.CELERY_TASK_DEFAULT_QUEUE}
    assert queues <= set(settings.QUEUES)
