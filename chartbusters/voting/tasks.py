"""What the scheduler asks of votes."""

import logging

from celery import shared_task

from chartbusters.voting import services

logger = logging.getLogger(__name__)


@shared_task
def exposures_recount() -> None:
    if wrong := services.exposures_recount():
        # Each ballot counts itself, so this is a fault of ours, or of somebody who wrote into the
        # database.
        logger.error(
            "%d entries did not know on how many ballots they stand; they were counted anew", wrong
        )
