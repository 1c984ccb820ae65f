"""What workers do for trust."""

from celery import shared_task

from chartbusters.trust import services


@shared_task
def sightings_forget() -> None:
    services.sightings_forget()
