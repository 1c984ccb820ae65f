"""Words to the workers: that something is due, now or in a moment."""

from generation.messages import send_on_commit

TASK = "chartbusters.soundcloud.tasks.publication_next"
PLAYLISTS = "chartbusters.soundcloud.tasks.playlist_next"


def workers_call(*, seconds: float = 0.0, task: str = TASK) -> None:
    """On commit. A word that is lost is made good by the scheduler."""
    if seconds:
        send_on_commit(task, countdown=seconds)
    else:
        send_on_commit(task)
