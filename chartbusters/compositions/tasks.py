"""What workers do for compositions."""

from celery import shared_task

from chartbusters.compositions import drafting, forgetting, recordings, rendering


@shared_task
def rendering_next() -> None:
    rendering.rendering_next()


@shared_task
def renderings_reap() -> None:
    rendering.renderings_reap()


@shared_task
def recordings_sweep() -> None:
    recordings.recordings_sweep()


@shared_task
def songs_sweep() -> None:
    forgetting.songs_sweep()
    forgetting.songs_pack()


@shared_task
def drafts_forget() -> None:
    drafting.drafts_forget()
