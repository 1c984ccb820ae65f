"""What workers do. Each task takes a key, and may run twice."""

from typing import Any

from celery import current_app, shared_task
from celery.signals import worker_init

from generation import engine, learning, running, services
from generation.memory import release_memory


@worker_init.connect
def _load_models(**_: Any) -> None:
    if "generate" in current_app.amqp.queues.consume_from:
        engine.load_models()


@shared_task(bind=True)
def job_run(self: Any, pk: str) -> None:
    running.run(pk=pk, worker=f"{self.request.hostname} {self.request.id}")
    release_memory()


@shared_task(bind=True)
def training_run(self: Any, pk: str) -> None:
    learning.run(pk=pk, worker=f"{self.request.hostname} {self.request.id}")


@shared_task
def jobs_reap() -> None:
    services.jobs_reap()
