"""What workers count."""

from celery import shared_task

from chartbusters.figures import services


@shared_task(soft_time_limit=110, time_limit=120)
def figures_count(challenge: int) -> None:
    services.figures_count(pk=challenge)
