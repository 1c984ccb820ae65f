"""What the scheduler asks of boards."""

from celery import shared_task

from chartbusters.leaderboard import services


@shared_task
def boards_refresh() -> None:
    services.boards_refresh()


@shared_task
def runs_forget() -> None:
    services.runs_forget()
