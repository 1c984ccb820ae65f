"""What workers do for passages."""

from celery import shared_task

from chartbusters.originality import services


@shared_task(soft_time_limit=60, time_limit=90)  # seconds; a look-up takes less than one
def song_compare(digest: str) -> None:
    services.song_compare(digest=digest)


@shared_task
def passages_forget() -> None:
    services.passages_forget()
