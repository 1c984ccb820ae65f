"""Every read of score reports."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q

from generation.turns import Running, Waiting
from scoring.metrics import METRICS
from scoring.models import ReportState, ScoreReport
from scoring.report import VERSION, standing
from scoring.scale import bar_of
from scoring.shape import shape_of
from scoring.shape_words import sentence_of
from scoring.telling import is_sealed, told_of

Line = dict[str, Any]


def score_report_get(*, pk: UUID) -> ScoreReport | None:
    return ScoreReport.objects.filter(pk=pk).first()


def reports_get(*, pks: Iterable[UUID]) -> dict[UUID | None, ScoreReport]:
    """Some reports by number; those that there are not are left out."""
    return {report.pk: report for report in ScoreReport.objects.filter(pk__in=list(pks))}


def reports_waiting() -> tuple[list[Waiting], list[Running]]:
    """Reports that no worker has begun, and those that one has: seconds are all alike here, and
    told of none."""
    queued = ScoreReport.objects.filter(state=ReportState.QUEUED)
    rows = list(queued.values_list("pk", "caller", "turn", "created_at", "attempt"))
    waiting = [
        Waiting(pk, caller, turn, age, 0.0)
        for pk, caller, turn, age, attempt in rows
        if not attempt
    ]
    return waiting, [Running(caller, 0.0) for _, caller, _, _, attempt in rows if attempt]


def report_turn_next(*, caller: str) -> int:
    """The turn of what this caller asks for now: the one after its last, or that which is played
    now."""
    queued = ScoreReport.objects.filter(state=ReportState.QUEUED)
    turns = queued.aggregate(now=Min("turn"), own=Max("turn", filter=Q(caller=caller)))
    return max(turns["now"] or 0, -1 if turns["own"] is None else turns["own"] + 1)


def score_report_lines(*, report: ScoreReport) -> list[Line]:
    """The readings of a report in the order of the page, each with the bar that shows it against
    its range."""
    # The database keeps no order of keys (PostgreSQL sorts them), the registry does.
    rows = [report.metrics[metric.name] for metric in METRICS if metric.name in report.metrics]
    return [{**row, **_picture(row["typical"], row["low"], row["high"])} for row in rows]


def score_report_told(*, report: ScoreReport | None) -> dict[str, Any]:
    """All that a page shows of a report, as it may be told now; `report` is None where there is
    none."""
    if report is None:
        return {"report": None}
    shown = told_of(report)
    shape = shape_of([shown])
    outdated = report.version != VERSION and report.state == ReportState.DONE
    return {
        "report": shown,
        "sealed": is_sealed(report),
        "lines": score_report_lines(report=shown),
        "shape": shape,
        "names": ["Here"],
        "sentence": sentence_of(shape, shown.beside),
        "outdated": outdated,
        "current": VERSION,
        "others": reports_beside(report=report) if outdated else [],
    }


def reports_beside(*, report: ScoreReport) -> list[ScoreReport]:
    """The same question answered by other versions of the metrics, the newest first."""
    same = {"song": report.song_id, "genre": report.genre, "seed": report.seed}
    done = ScoreReport.objects.filter(**same, state=ReportState.DONE).exclude(pk=report.pk)
    return list(done.defer("metrics").order_by("-created_at"))


def _picture(value: float | None, low: float | None, high: float | None) -> Line:
    if value is None or low is None or high is None:
        return {"bar": None, "standing": ""}
    return {"bar": bar_of(value, low, high), "standing": standing(value, low, high)}
