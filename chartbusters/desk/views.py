"""The list of the challenges that one runs, and each at a glance."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors
from chartbusters.challenges.organisers import may_organise
from chartbusters.challenges.views import overview_context
from chartbusters.desk.frame import desk_frame
from chartbusters.desk.readiness import steps_of
from chartbusters.desk.zones import zone_of
from chartbusters.web.pagination import number_asked

PAGE = 24


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What one runs, those made last first."""
    person = person_signed_in(request)
    found = selectors.challenges_run_by(person=person)
    if before := number_asked(request.GET.get("before")):
        found = found.filter(pk__lt=before)
    challenges = list(found[: PAGE + 1])
    context = {
        "challenges": challenges[:PAGE],
        "more": challenges[PAGE - 1].pk if len(challenges) > PAGE else None,
        "may_organise": may_organise(person=person),
    }
    return render(request, "desk/desk.html", context)


@login_required
@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """One challenge at a glance: what is missing before everybody sees it, and what one can do."""
    context = desk_frame(request, slug, "challenge")
    found = context["challenge"]
    context |= {
        "steps": [] if found.published else steps_of(found),
        "notes": selectors.notes_of(challenge=found)[:10],
        "may_copy": may_organise(person=person_signed_in(request)),
        "zone": zone_of(person=person_signed_in(request)),
    }
    return render(request, "desk/challenge.html", context)


@login_required
@require_safe
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The challenge's page as everybody will see it; for its organisers only."""
    found = desk_frame(request, slug, "preview")["challenge"]
    return render(request, "desk/preview.html", overview_context(request, found))
