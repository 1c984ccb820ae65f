"""What workers do for people who leave."""

import logging
from typing import Any

from celery import shared_task

from chartbusters.leaving import exporting, selectors, services
from chartbusters.leaving.models import Export
from generation.services import works_reap

logger = logging.getLogger(__name__)


@shared_task(bind=True)
def export_make(self: Any, pk: str) -> None:
    exporting.run(pk=pk, worker=f"{self.request.hostname} {self.request.id}")


@shared_task
def exports_tidy() -> None:
    works_reap(model=Export)
    services.exports_drop()


@shared_task
def departures_finish() -> None:
    """One that cannot be finished is told in the log and tried again; it stops no other."""
    for departure in selectors.departures_open():
        try:
            services.departure_finish(departure=departure)
        except Exception:
            logger.exception("%s: not finished, will be tried again", departure)
