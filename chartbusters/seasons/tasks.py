"""What the scheduler asks of seasons."""

from celery import shared_task

from chartbusters.seasons import services


@shared_task
def seasons_refresh() -> None:
    services.seasons_refresh()
