"""What workers do for challenges."""

from celery import shared_task

from chartbusters.challenges import services


@shared_task
def moments_note() -> None:
    services.moments_note()
