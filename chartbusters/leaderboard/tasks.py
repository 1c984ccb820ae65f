"""What the scheduler asks of boards."""

from celery import shared_task

from chartbusters.leaderboard import final_services, services


@shared_task
def boards_refresh() -> None:
    services.boards_refresh()


@shared_task
def runs_forget() -> None:
    services.runs_forget()


@shared_task
def finals_refresh() -> None:
    final_services.finals_refresh()
