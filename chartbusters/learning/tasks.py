"""What workers do for classes."""

from celery import shared_task

from chartbusters.learning import services


@shared_task
def classes_forget() -> None:
    services.classes_forget()
