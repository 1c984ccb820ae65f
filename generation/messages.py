"""Messages to workers: sent once the row they are about is committed. A lost one is made good by
the scheduler."""

from typing import Any

from celery import current_app
from django.db import transaction


def send_on_commit(task: str, *arguments: Any, **options: Any) -> None:
    """Tells a worker to do a task, by name, because tasks stand above services."""

    def send() -> None:  # a function, as Django reads its name when it logs what went wrong
        current_app.send_task(task, list(arguments), retry=False, **options)

    transaction.on_commit(send, robust=True)  # the row is written, and an error would hide that
