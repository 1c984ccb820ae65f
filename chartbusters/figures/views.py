"""The page of figures on the desk, and what can be taken home from it."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Phase
from chartbusters.challenges.organisers import Right
from chartbusters.desk.frame import desk_frame
from chartbusters.figures import services
from chartbusters.figures.exports import entries_csv, voters_csv
from chartbusters.figures.plots import Plot, days_filled, plot_of
from chartbusters.jury.selectors import jurors_seated


@never_cache
@login_required
@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was counted, in pictures and tables."""
    context = desk_frame(request, slug, "figures")
    known = services.figures_ask(challenge=context["challenge"])
    seats = jurors_seated(challenge=context["challenge"].pk)
    context |= {"known": known, "plots": _plots(known.told), "seats": seats}
    return render(request, "figures/figures.html", context)


def _plots(told: dict[str, Any]) -> list[Plot]:
    if not told:
        return []
    return [
        plot_of("Entries a day", "Day (UTC)", days_filled(told["entries"])),
        plot_of("Votes a day", "Day (UTC)", days_filled(told["votes"])),
        plot_of("Votes of one voter", "Votes", told["voters"]),
        plot_of("Heard before a vote, both songs together", "Seconds", told["listened"]),
        plot_of("Scores beside real music", "Score", told["scores"]),
    ]


@never_cache
@login_required
@require_safe
def entries_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    challenge = desk_frame(request, slug, "figures")["challenge"]
    over = challenge.phase == Phase.CLOSED
    return _csv(entries_csv(challenge=challenge, over=over), f"{slug}-entries.csv")


@never_cache
@login_required
@require_safe
def voters_file(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """With their names, so for those who look after people."""
    challenge = desk_frame(request, slug, "figures", Right.PEOPLE)["challenge"]
    return _csv(voters_csv(challenge=challenge), f"{slug}-voters.csv")


def _csv(lines: Iterator[str], name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
