"""`manage.py score_again`: every report of an older version answered by today's."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from scoring.models import ReportState, Rescoring, ScoreReport
from scoring.report import VERSION
from scoring.rescoring import AT_ONCE, rescoring_ask, rescoring_step
from scoring.services import score_report_compute

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = (
        "Scores everything again by the version of the metrics that is installed, here and now, "
        "some reports at a time, beside workers if there are any. Stopped and started again it "
        "goes on where it was. Reports of older versions stay."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--batch", type=int, default=AT_ONCE, help=f"reports at a time ({AT_ONCE})"
        )

    def handle(self, *, batch: int, **options: Any) -> None:
        rescoring = rescoring_ask()
        while rescoring.finished_at is None:
            rescoring_step(pk=rescoring.pk, at_once=max(1, batch))
            _compute_queued()
            rescoring.refresh_from_db()
            self._tell(rescoring)
        failed = ScoreReport.objects.filter(version=VERSION, state=ReportState.FAILED).count()
        self.stdout.write(f"Done. Without a score: {failed + rescoring.failed}.")

    def _tell(self, rescoring: Rescoring) -> None:
        self.stdout.write(f"{rescoring.done} of {rescoring.total} by version {VERSION}")


def _compute_queued() -> None:
    """One song that cannot be scored stops no other: its report says so."""
    waiting = ScoreReport.objects.filter(version=VERSION, state=ReportState.QUEUED)
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            score_report_compute(pk=pk)
        except Exception:
            logger.exception("score report %s could not be computed", pk)
