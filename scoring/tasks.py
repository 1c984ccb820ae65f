"""What workers do for score reports."""

from celery import shared_task

from scoring import services


@shared_task
def score_report_compute(pk: str) -> None:
    services.score_report_compute(pk=pk)


@shared_task
def score_reports_requeue() -> None:
    services.score_reports_requeue()
