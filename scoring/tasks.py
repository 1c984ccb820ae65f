"""What workers do for score reports."""

from celery import shared_task

from scoring import rescoring, services


@shared_task(soft_time_limit=30, time_limit=60)  # seconds; a report takes less than three
def score_report_compute(pk: str) -> None:
    services.score_report_next(pk=pk)


@shared_task
def score_reports_requeue() -> None:
    services.score_reports_requeue()


@shared_task(soft_time_limit=60, time_limit=90)
def rescoring_step(pk: int) -> None:
    rescoring.rescoring_step(pk=pk)


@shared_task
def rescorings_go_on() -> None:
    rescoring.rescorings_go_on()
