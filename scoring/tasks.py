"""What workers do for score reports."""

from celery import shared_task

from scoring import services


@shared_task(soft_time_limit=30, time_limit=60)  # seconds; a report takes less than three
def score_report_compute(pk: str) -> None:
    services.score_report_next(pk=pk)


@shared_task
def score_reports_requeue() -> None:
    services.score_reports_requeue()
