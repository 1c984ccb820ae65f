"""What workers do for contests of models."""

from celery import shared_task

from chartbusters.modelcontests import services


@shared_task
def takes_go_on() -> None:
    services.takes_go_on()
