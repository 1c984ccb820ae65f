"""What workers do for notices."""

from celery import shared_task

from chartbusters.notices import services


@shared_task
def event_deliver(pk: int) -> None:
    services.event_deliver(pk=pk)


@shared_task
def events_requeue() -> None:
    services.events_requeue()


@shared_task
def digests_send() -> None:
    services.digests_send()


@shared_task
def events_forget() -> None:
    services.events_forget()
