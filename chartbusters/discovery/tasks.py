"""What the scheduler asks of lists of songs."""

from celery import shared_task

from chartbusters.discovery import services


@shared_task
def listings_mend() -> None:
    services.listings_mend()


@shared_task
def hearts_recount() -> None:
    services.hearts_recount()
