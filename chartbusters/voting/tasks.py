"""What the scheduler asks of votes."""

import logging

from celery import shared_task

from chartbusters.voting import days, sealing, services

logger = logging.getLogger(__name__)


@shared_task
def exposures_recount() -> None:
    if wrong := services.exposures_recount():
        # Each ballot counts itself, so this is a fault of ours, or of somebody who wrote into the
        # database.
        logger.error(
            "%d entries did not know on how many ballots they stand; they were counted anew", wrong
        )


@shared_task
def blocks_check() -> None:
    if wrong := sealing.blocks_check():
        # A vote was committed long after it was numbered; boards read the rows until it is sealed
        # again.
        logger.error("%d blocks of votes did not hold all of them; they are sealed anew", wrong)


@shared_task
def days_count() -> None:
    days.days_count()


@shared_task
def days_forget() -> None:
    services.days_forget()
