"""Everything scored once more by a new version of the metrics: asked for once, gone through some
reports at a time, taken up again where a worker died."""

import logging
from uuid import UUID

from celery import current_app
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from generation.messages import send_on_commit
from generation.rights import SCORE_AGAIN, record, require
from scoring.models import ReportState, Rescoring, ScoreReport
from scoring.report import VERSION
from scoring.services import score_report_again, score_report_request

logger = logging.getLogger(__name__)

AT_ONCE = 200  # reports of one step
MOST_QUEUED = 500  # that wait for workers: the next step waits for them, so people do not
CALLER = "rescoring"  # its turns lie between those of people
STEP = "scoring.tasks.rescoring_step"


def rescoring_ask(*, by: AbstractUser | None = None) -> Rescoring:
    """Begins to answer every question of an older version by today's, or goes on where it stands;
    one that has ended begins again, for what failed. `by` is None on the machine itself.

    Reports of older versions stay as they are.
    """
    if by:
        require(by, SCORE_AGAIN)
    fresh = {"total": reports_of_before().count()}
    with transaction.atomic():
        rescoring, _ = Rescoring.objects.get_or_create(version=VERSION, defaults=fresh)
        ended = Rescoring.objects.filter(pk=rescoring.pk, finished_at__isnull=False)
        ended.update(**fresh, behind=None, done=0, failed=0, finished_at=None, asked_at=Now())
        if by:
            words = f"Everything is scored again by version {VERSION}."
            record(by=by, row=rescoring, words=words)
        send_on_commit(STEP, rescoring.pk, queue="quick")
    rescoring.refresh_from_db()
    return rescoring


def reports_of_before() -> QuerySet[ScoreReport]:
    """Reports of other versions than today's."""
    return ScoreReport.objects.exclude(version=VERSION).order_by("pk")


def rescoring_step(*, pk: int, at_once: int = AT_ONCE) -> bool:
    """Asks for the next reports; whether it did. Two at once ask for the same, and one of them
    counts."""
    rescoring = Rescoring.objects.filter(pk=pk, version=VERSION, finished_at=None).first()
    if rescoring is None or _queued() >= MOST_QUEUED:
        return False
    reports = _next(rescoring.behind, at_once)
    failed = sum(not _ask_again(report) for report in reports)
    mine = Rescoring.objects.filter(pk=pk, behind=rescoring.behind, finished_at=None)
    with transaction.atomic():
        if not reports:
            mine.update(finished_at=Now())
            return False
        far = {"done": F("done") + len(reports), "failed": F("failed") + failed}
        if not mine.update(behind=reports[-1].pk, **far):
            return False
        send_on_commit(STEP, pk, queue="quick")
    return True


def rescorings_go_on() -> int:
    """Sends on what waited for workers, or was lost with one; returns how many."""
    open_now = Rescoring.objects.filter(version=VERSION, finished_at=None)
    keys = list(open_now.values_list("pk", flat=True))
    for pk in keys:
        current_app.send_task(STEP, [pk], queue="quick", retry=False)
    return len(keys)


def _queued() -> int:
    return ScoreReport.objects.filter(state=ReportState.QUEUED).count()


def _next(behind: UUID | None, count: int) -> list[ScoreReport]:
    later = reports_of_before().defer("metrics", "groups", "findings")
    return list((later.filter(pk__gt=behind) if behind else later)[:count])


def _ask_again(report: ScoreReport) -> bool:
    """One question that cannot be asked stops no other."""
    question = {"genre": report.genre, "seed": report.seed, "caller": CALLER}
    try:
        with transaction.atomic():
            fresh = score_report_request(song=report.song, **question)
            if fresh.state == ReportState.FAILED:
                score_report_again(report=fresh, caller=CALLER)
    except (IntegrityError, ScoreReport.song.RelatedObjectDoesNotExist):
        logger.exception("score report %s could not be asked for again", report.pk)
        return False
    return True
