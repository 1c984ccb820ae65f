"""What the scheduler asks of boards, and what it hands on, a task a board."""

from celery import shared_task

from chartbusters.leaderboard import services
from chartbusters.leaderboard.final import services as final_services


@shared_task
def boards_refresh() -> None:
    services.boards_refresh(compute=board_follow.delay)


@shared_task
def board_follow(challenge: int) -> None:
    services.board_follow(challenge)


@shared_task
def boards_seal() -> None:
    services.boards_seal()


@shared_task
def firmness_find() -> None:
    services.firmness_find()


@shared_task
def runs_forget() -> None:
    services.runs_forget()


@shared_task
def finals_refresh() -> None:
    final_services.finals_refresh()
