"""What the scheduler asks of comments."""

from celery import shared_task

from chartbusters.comments import services


@shared_task
def comments_clear() -> None:
    services.comments_clear()
