"""What workers do for webhooks."""

from celery import shared_task

from chartbusters.webhooks import services


@shared_task
def deliveries_send() -> None:
    services.deliveries_send()


@shared_task
def deliveries_forget() -> None:
    services.deliveries_forget()
