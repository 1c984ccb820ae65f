"""The page of a jury's rubric: all of its criteria in one form."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.organisers import Right
from chartbusters.desk.frame import desk_frame
from chartbusters.desk.usual_rubric import usual_rubric
from chartbusters.jury import selectors, services
from chartbusters.jury.models import LEVELS, LONGEST_WORDS, Criterion
from chartbusters.web.errors import Refusal

FREE = 2  # empty rows below those that are there


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rubric(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever sees the desk reads it; who may change the challenge writes it."""
    right = Right.EDIT if request.method == "POST" else Right.VIEW
    context = desk_frame(request, slug, "rubric", right)
    challenge, refusal, rows = context["challenge"], None, None
    if request.method == "POST":
        rows = _rows(request.POST)
        try:
            services.rubric_save(challenge=challenge, rows=rows, by=person_signed_in(request))
            messages.success(request, "The rubric is saved.")
            return redirect("desk-rubric", slug)
        except Refusal as refused:
            refusal = refused
    criteria = selectors.rubric_of(challenge=challenge)
    proposed = rows is None and not criteria
    shown = usual_rubric() if proposed else criteria if rows is None else rows
    context |= {
        "lines": _lines(shown),
        "proposed": proposed,
        "criteria": criteria,
        "frozen": selectors.rubric_is_frozen(challenge=challenge),
        "fault": selectors.rubric_fault(criteria=criteria),
        "longest": LONGEST_WORDS,
        "refusal": refusal,
    }
    return render(request, "desk/rubric.html", context, status=refusal.status if refusal else 200)


def _rows(data: QueryDict) -> list[Criterion]:
    """The criteria that have a name in the form, in their order."""
    rows = [_row(data, number) for number in range(1, services.MOST_CRITERIA + FREE + 1)]
    named = [row for row in rows if row.name.strip()]
    for order, row in enumerate(named, 1):
        row.order = order
    return named


def _row(data: QueryDict, number: int) -> Criterion:
    key, weight = data.get(f"key-{number}", ""), data.get(f"weight-{number}", "")
    return Criterion(
        pk=int(key[:18]) if key.isascii() and key.isdigit() else None,
        name=data.get(f"name-{number}", ""),
        weight=int(weight[:4]) if weight.isascii() and weight.isdigit() else 0,
        **{f"level_{level}": data.get(f"level-{number}-{level}", "") for level in LEVELS},
    )


def _lines(criteria: list[Criterion]) -> list[dict[str, Any]]:
    count = min(len(criteria) + FREE, services.MOST_CRITERIA)
    free = [Criterion(weight=1) for _ in range(count - len(criteria))]
    return [{"number": number, "row": row} for number, row in enumerate([*criteria, *free], 1)]
