"""What workers do for SoundCloud."""

from celery import shared_task

from chartbusters.soundcloud import services


@shared_task
def publication_next() -> None:
    services.publication_next()


@shared_task
def playlist_next() -> None:
    services.playlist_next()


@shared_task
def publications_call() -> None:
    services.publications_call()
    services.playlists_call()
