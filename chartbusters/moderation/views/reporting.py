"""Where somebody says what is wrong, and reads what came of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.moderation import selectors, services
from chartbusters.moderation.finding import (
    ballot_found,
    comment_found,
    entry_found,
    person_found,
    song_found,
)
from chartbusters.moderation.models import LONGEST_WORDS, Why
from chartbusters.web.errors import Refusal

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@form_methods
def song(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = song_found(pk=pk)
    about = f"“{found.title}” by {found.owner.shown_name}"
    reasons: list[Why] = [one for one in Why if one != Why.RULES]  # a song is in no challenge
    return _asked(request, about, partial(services.song_report, song=found), reasons)


@login_required
@form_methods
def person(request: HttpRequest, username: str) -> HttpResponse:
    found = person_found(username=username)
    reasons = [Why.HATEFUL, Why.PRIVATE, Why.SPAM, Why.OTHER]
    return _asked(request, found.shown_name, partial(services.person_report, person=found), reasons)


@login_required
@form_methods
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    found = comment_found(pk=pk)
    about = f"A comment on “{found.discussion.song.title}”"
    reasons = [Why.HATEFUL, Why.PRIVATE, Why.SPAM, Why.OTHER]
    report = partial(services.comment_report, comment=found)
    return _asked(request, about, report, reasons, found.words)


@login_required
@form_methods
def entry(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = entry_found(slug=slug, number=number)
    about = f"Entry {number} in {found.challenge.title}"
    return _asked(request, about, partial(services.entry_report, entry=found), [*Why])


@login_required
@form_methods
def ballot(request: HttpRequest, pk: UUID, side: str) -> HttpResponse:
    found = ballot_found(pk=pk, voter=person_signed_in(request))
    about = f"Song {side.upper()} of this pair in {found.challenge.title}"
    report = partial(services.ballot_report, ballot=found, side=side)
    return _asked(request, about, report, [*Why])


@never_cache
@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    told = selectors.reports_mine(person=person_signed_in(request))
    return render(request, "moderation/mine.html", {"reports": told})


def _asked(
    request: HttpRequest,
    about: str,
    report: Callable[..., Any],
    reasons: list[Why],
    quote: str = "",
) -> HttpResponse:
    """The form, and what was sent with it."""
    context: dict[str, Any] = {"about": about, "reasons": reasons, "longest": LONGEST_WORDS}
    context["quote"] = quote
    if request.method == "POST":
        said = {name: request.POST.get(name, "") for name in ("why", "words")}
        try:
            report(by=person_signed_in(request), **said)
        except Refusal as refusal:
            if refusal.status == 404:
                raise Http404 from None
            shown = context | {"refusal": refusal, "said": said}
            return render(request, "moderation/report.html", shown, status=refusal.status)
        messages.success(request, "Thank you. Somebody looks at it; what comes of it stands here.")
        return redirect("reports")
    return render(request, "moderation/report.html", context)
