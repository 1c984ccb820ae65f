"""Pages of the desk: the entries of a challenge, one entry, and what was reported."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Phase
from chartbusters.challenges.models.disqualifications import LONGEST_REASON
from chartbusters.challenges.organisers import Right
from chartbusters.challenges.passages import entry_passages
from chartbusters.challenges.services import entry_compare, entry_disqualify, entry_reinstate
from chartbusters.desk.frame import desk_frame
from chartbusters.moderation import selectors, services
from chartbusters.moderation.choices import choices_for
from chartbusters.moderation.models import LONGEST_WORDS, Report
from chartbusters.moderation.selectors import DeskEntry
from chartbusters.voting.disguise import disguised
from chartbusters.web.errors import Refusal
from chartbusters.web.outcomes import outcome_told
from chartbusters.web.pagination import digits
from generation.rights import DECIDE_REPORT, require


def _frame(request: HttpRequest, slug: str, tab: str) -> dict[str, Any]:
    frame = desk_frame(request, slug, tab, Right.MODERATE)
    over = frame["challenge"].phase == Phase.CLOSED
    return {**frame, "over": over, "longest": LONGEST_REASON}


def _after(request: HttpRequest) -> int:
    return int(digits(request.GET.get("after", "")[:18]) or 0)


@never_cache
@login_required
@require_safe
def entries(request: HttpRequest, slug: str) -> HttpResponse:
    """All entries by number, with what is said of them."""
    context = _frame(request, slug, "entries")
    rows, more = selectors.entries_page(challenge=context["challenge"], after=_after(request))
    return render(request, "moderation/entries.html", {**context, "rows": rows, "more": more})


@never_cache
@login_required
@require_safe
def entry(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One entry to be heard, and put out or taken back."""
    context = _frame(request, slug, "entries")
    row = _entry(context, number)
    words = selectors.words_on(entry=row.entry)
    context |= {"row": row, "words": words, "passages": entry_passages(entry=row.entry)}
    return render(request, "moderation/entry.html", context)


@never_cache
@login_required
@require_safe
def document(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Its notes as voters hear them, without names."""
    row = _entry(_frame(request, slug, "entries"), number)
    return JsonResponse(disguised(row.entry.song.document))


@login_required
@require_POST
def disqualify(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Puts an entry out, or takes that back."""
    context = _frame(request, slug, "entries")
    row, back = _entry(context, number), "reinstate" in request.POST
    act = entry_reinstate if back else entry_disqualify
    done = "is in again" if back else "is out"
    with outcome_told(request, f"Entry {number} {done}. Boards follow within seconds."):
        act(
            entry=row.entry,
            by=person_signed_in(request),
            reason=request.POST.get("reason", ""),
        )
    return redirect("desk-entry", slug=slug, number=number)


@login_required
@require_POST
def compare(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Says that an entry is there to compare with, or takes that back."""
    row, back = _entry(_frame(request, slug, "entries"), number), "back" in request.POST
    done = "takes a place after all" if back else "is there to compare with"
    with outcome_told(request, f"Entry {number} {done}."):
        entry_compare(entry=row.entry, by=person_signed_in(request), back=back)
    return redirect("desk-entry", slug=slug, number=number)


@never_cache
@login_required
@require_safe
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """What was reported of this challenge's entries, the oldest first."""
    context = _frame(request, slug, "reports")
    return render(request, "moderation/reports.html", context | _queue(request, context))


@login_required
@require_POST
def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    challenge = _frame(request, slug, "reports")["challenge"]
    _decided(request, get_object_or_404(Report, pk=pk, challenge=challenge.pk))
    return redirect("desk-reports", slug=slug)


@never_cache
@login_required
@require_safe
def staff_reports(request: HttpRequest) -> HttpResponse:
    """What was reported of songs and people, for staff."""
    require(person_signed_in(request), DECIDE_REPORT)
    return render(request, "moderation/staff.html", _queue(request, {"challenge": None}))


@login_required
@require_POST
def staff_decide(request: HttpRequest, pk: int) -> HttpResponse:
    require(person_signed_in(request), DECIDE_REPORT)
    _decided(request, get_object_or_404(Report, pk=pk, challenge=None))
    return redirect("staff-reports")


def _entry(context: dict[str, Any], number: int) -> DeskEntry:
    row = selectors.desk_entry(challenge=context["challenge"], number=number)
    if row is None:
        raise Http404
    return row


def _queue(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    found, more = selectors.reports_open(challenge=context["challenge"], after=_after(request))
    queue = [(report, choices_for(report)) for report in found]
    heard = selectors.songs_heard(reports=found)
    return {
        "queue": queue,
        "heard": heard,
        "more": more,
        "longest": LONGEST_REASON,
        "longest_words": LONGEST_WORDS,
    }


def _decided(request: HttpRequest, report: Report) -> None:
    said = {name: request.POST.get(name, "") for name in ("decision", "reason", "answer")}
    try:
        count = services.report_decide(report=report, by=person_signed_in(request), **said)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        words = "1 report is" if count == 1 else f"{count} reports are"
        messages.success(request, f"Decided: {words} closed, and whoever made them can read it.")
