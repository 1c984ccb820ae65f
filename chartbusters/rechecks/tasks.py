"""What workers do for rechecks."""

from celery import shared_task

from chartbusters.rechecks import services


@shared_task(soft_time_limit=90, time_limit=100)  # seconds, less than a worker holds it
def recheck_step(pk: int) -> None:
    services.recheck_step(pk=pk)


@shared_task
def rechecks_go_on() -> None:
    services.rechecks_go_on()
