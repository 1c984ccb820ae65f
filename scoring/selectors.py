"""Every read of score reports."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from scoring.metrics import METRICS
from scoring.models import ScoreReport
from scoring.report import standing
from scoring.scale import bar_of

Line = dict[str, Any]


def score_report_get(*, pk: UUID) -> ScoreReport | None:
    return ScoreReport.objects.filter(pk=pk).first()


def score_reports_of_songs(*, digests: Iterable[str], genre: str) -> dict[str, ScoreReport]:
    """The newest report on each of some songs as one genre, by digest."""
    reports = ScoreReport.objects.filter(song_id__in=list(digests), genre=genre).order_by("created_at")
    return {report.song_id: report for report in reports}


def score_report_lines(*, report: ScoreReport) -> list[Line]:
    """The readings of a report in the order of the page, each with the bar that shows it against its range."""
    # The database keeps no order of keys (PostgreSQL sorts them), the registry does.
    rows = [report.metrics[metric.name] for metric in METRICS if metric.name in report.metrics]
    return [{**row, **_picture(row["typical"], row["low"], row["high"])} for row in rows]


def _picture(value: float | None, low: float | None, high: float | None) -> Line:
    if value is None or low is None or high is None:
        return {"bar": None, "standing": ""}
    return {"bar": bar_of(value, low, high), "standing": standing(value, low, high)}
