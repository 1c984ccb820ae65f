"""A sign of life that went all the way."""

from celery import shared_task

from chartbusters.ops import heartbeats


@shared_task
def scheduler_tick() -> None:
    """Came from the scheduler, through the broker, to a worker: all three live."""
    heartbeats.mark("scheduler")
