"""What workers do for SoundCloud."""

from celery import shared_task

from chartbusters.soundcloud import services


@shared_task
def publication_next() -> None:
    services.publication_next()


@shared_task
def publications_call() -> None:
    services.publications_call()
