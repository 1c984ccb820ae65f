"""Every read of score reports."""

from typing import Any
from uuid import UUID

from django.db.models import Max, Min, Q

from generation.turns import Running, Waiting
from scoring.metrics import METRICS
from scoring.models import ReportState, ScoreReport
from scoring.report import standing
from scoring.scale import bar_of

Line = dict[str, Any]


def score_report_get(*, pk: UUID) -> ScoreReport | None:
    return ScoreReport.objects.filter(pk=pk).first()


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


def _picture(value: float | None, low: float | None, high: float | None) -> Line:
    if value is None or low is None or high is None:
        return {"bar": None, "standing": ""}
    return {"bar": bar_of(value, low, high), "standing": standing(value, low, high)}
