"""Every read of score reports."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from scoring.models import ScoreReport
from scoring.scale import Bar, bar_of

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
    from scoring.metrics import METRICS

    rows = [report.metrics[metric.name] for metric in METRICS if metric.name in report.metrics]
    return [{**row, "bar": _bar(row)} for row in rows]


def _bar(row: Line) -> Bar | None:
    if row["typical"] is None or row["low"] is None or row["high"] is None:
        return None
    return bar_of(row["typical"], row["low"], row["high"])
