"""What workers do for mail."""

from celery import shared_task

from chartbusters.mail import services


@shared_task
def mail_send(pk: int) -> None:
    services.mail_send(pk=pk)


@shared_task
def mails_requeue() -> None:
    services.mails_requeue()
