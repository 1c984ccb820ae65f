"""What workers do for the trail."""

from celery import shared_task

from chartbusters.trail import services


@shared_task
def trail_tidy() -> None:
    services.trail_tidy()
