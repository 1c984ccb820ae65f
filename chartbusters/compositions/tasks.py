"""What workers do for compositions."""

from celery import shared_task

from chartbusters.compositions import forgetting, rendering


@shared_task
def rendering_make(digest: str) -> None:
    rendering.rendering_make(digest=digest)


@shared_task
def renderings_reap() -> None:
    rendering.renderings_reap()


@shared_task
def songs_sweep() -> None:
    forgetting.songs_sweep()
