"""Two score reports beside each other, as shapes and in words."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.challenges.selectors.scored import reports_known, titles_of
from scoring.models import ReportState, ScoreReport
from scoring.selectors import reports_get
from scoring.shape import shape_of
from scoring.shape_words import apart_because, differences_of
from scoring.telling import told_of

NOT_THERE = "There is no score report with this number. It stands on the page of an entry."
NOT_DONE = "This report has no figures yet. Load the page again in a minute."


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The reports `a` and `b`, open to all who know their numbers, as reports are."""
    asked = [request.GET.get(name, "").strip() for name in ("a", "b")]
    found = reports_get(pks=[pk for text in asked if (pk := _number(text))])
    reports = [found.get(_number(text)) for text in asked]
    wrong = [_wrong(text, report) for text, report in zip(asked, reports, strict=True)]
    context: dict[str, Any] = {
        "asked": asked,
        "wrong": wrong,
        "known": reports_known(viewer=request.user, beside=reports[0]),
    }
    if all(reports) and not any(wrong):
        context |= _compared([told_of(one) for one in reports if one], request)
    status = 404 if NOT_THERE in wrong else 200
    return render(request, "scoring/compare.html", context, status=status)


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _wrong(text: str, report: ScoreReport | None) -> str:
    if not text:
        return ""
    if report is None:
        return NOT_THERE
    return "" if report.state == ReportState.DONE else NOT_DONE


def _compared(reports: list[ScoreReport], request: HttpRequest) -> dict[str, Any]:
    known = titles_of(reports=reports, viewer=request.user)
    names = [known.get(one.pk) or f"Song {one.song_id[:8]}" for one in reports]
    if names[0] == names[1]:
        names = ["First", "Second"]
    shape = shape_of(reports)
    return {
        "pieces": list(zip(names, reports, strict=True)),
        "names": names,
        "shape": shape,
        "beside": reports[0].beside,
        "apart": apart_because(reports),
        "differences": differences_of(shape, names),
    }
