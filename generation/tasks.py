"""What workers do. Each task takes a key, and may run twice."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app, shared_task
from celery.signals import worker_init, worker_ready
from django.conf import settings

from generation import engine, ledger, services
from generation.memory import release_memory
from generation.models import Dataset
from generation.workers import datasets, explanations, jobs, training, training_pace


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
def note_explain(self: Any, pk: str) -> None:
    """Tells why a note was written."""
    with fuse(settings.EXPLANATION_LIMIT):
        explanations.explain_note(pk=pk, worker=f"{self.request.hostname} {self.request.id}")
    release_memory()


@shared_task(bind=True)
def training_run(self: Any, pk: str) -> None:
    """Trains the run whose turn it is: the message says that there is one, and `pk` which one it
    was sent for."""
    training.train_next(worker=f"{self.request.hostname} {self.request.id}")


@shared_task(bind=True)
def dataset_read(self: Any, pk: str) -> None:
    datasets.read_dataset(pk=pk, worker=f"{self.request.hostname} {self.request.id}")
    release_memory()


@shared_task
def datasets_tidy() -> None:
    services.works_reap(model=Dataset)
    services.dataset_files_sweep()


@worker_ready.connect
def _measure_paces(**_: Any) -> None:
    """What nobody has measured on this machine yet."""
    if settings.TRAIN_MEASURES and "train" in current_app.amqp.queues.consume_from:
        paces_measure.apply_async(queue="train")


@shared_task
def paces_measure() -> None:
    training_pace.measure_missing()


@shared_task
def trainings_sweep() -> None:
    services.trainings_sweep()


@shared_task
def jobs_reap() -> None:
    services.jobs_reap()


@shared_task
def jobs_forget() -> None:
    services.jobs_forget()


@shared_task
def trained_weights_sweep() -> None:
    services.trained_weights_sweep()


@shared_task
def budgets_forget() -> None:
    ledger.forget()
