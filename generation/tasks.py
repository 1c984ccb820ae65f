"""What workers do. Each task takes a key, and may run twice."""

from typing import Any

from celery import shared_task

from generation import learning, running, services


@shared_task(bind=True)
def job_run(self: Any, pk: str) -> None:
    running.run(pk=pk, worker=f"{self.request.hostname} {self.request.id}")


@shared_task(bind=True)
def training_run(self: Any, pk: str) -> None:
    learning.run(pk=pk, worker=f"{self.request.hostname} {self.request.id}")


@shared_task
def jobs_reap() -> None:
    services.jobs_reap()
