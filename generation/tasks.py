"""What workers do. Each task takes a key, and may run twice."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app, shared_task
from celery.signals import worker_init

from generation import engine, ledger, services
from generation.memory import release_memory
from generation.workers import jobs, training


@worker_init.connect
def _load_models(**_: Any) -> None:
    if "generate" in current_app.amqp.queues.consume_from:
        engine.load_models()


@contextmanager
def fuse(seconds: float) -> Iterator[None]:
    """The kernel ends this process after so many seconds, also where a loop of numpy lets no thread
    of Python run.

    Celery then puts another in its place. It works in the main thread only, which is where tasks
    run.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def end_process() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@shared_task(bind=True)
def job_run(self: Any, pk: str) -> None:
    """Plays the job whose turn it is: the message says that there is one, and `pk` which one it was
    sent for."""
    jobs.run(worker=f"{self.request.hostname} {self.request.id}", fuse=fuse, kill=end_process)
    release_memory()


@shared_task(bind=True)
def training_run(self: Any, pk: str) -> None:
    training.run_training(pk=pk, worker=f"{self.request.hostname} {self.request.id}")


@shared_task
def jobs_reap() -> None:
    services.jobs_reap()


@shared_task
def jobs_forget() -> None:
    services.jobs_forget()


@shared_task
def budgets_forget() -> None:
    ledger.forget()
