"""What workers do for score reports and provenance."""

from celery import shared_task

from generation.memory import release_memory
from generation.tasks import fuse
from scoring import rescoring, services
from scoring.provenance import services as provenance


@shared_task(soft_time_limit=30, time_limit=60)  # seconds; a report takes less than three
def score_report_compute(pk: str) -> None:
    services.score_report_next(pk=pk)


@shared_task
def score_reports_requeue() -> None:
    services.score_reports_requeue()


@shared_task
def provenance_check(pk: str) -> None:
    """Goes on with the song whose turn it is: the message says that there is one, and `pk` which
    one it was sent for."""
    with fuse(provenance.FUSE_SECONDS):
        provenance.provenance_next()
    release_memory()


@shared_task
def provenances_requeue() -> None:
    provenance.provenances_requeue()


@shared_task(soft_time_limit=60, time_limit=90)
def rescoring_step(pk: int) -> None:
    rescoring.rescoring_step(pk=pk)


@shared_task
def rescorings_go_on() -> None:
    rescoring.rescorings_go_on()
