"""What the scheduler asks of plays."""

import logging

from celery import shared_task

from chartbusters.plays import services

logger = logging.getLogger(__name__)


@shared_task
def plays_count() -> None:
    services.plays_count()


@shared_task
def hearings_forget() -> None:
    services.hearings_forget()


@shared_task
def plays_recount() -> None:
    for wrong in services.plays_recount():
        logger.error("plays of %s: %d, %d in the log", *wrong)
