"""The page of who runs a challenge: people added, given another role, taken off."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors, services
from chartbusters.challenges.models import Challenge
from chartbusters.challenges.organisers import Right, Role
from chartbusters.desk.frame import desk_frame, desk_page
from chartbusters.web.errors import Refusal


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisers(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who looks at the desk sees who runs it; owners change it."""
    context = desk_frame(request, slug, "organisers")
    if request.method == "POST":
        try:
            return _done(request, context["challenge"])
        except Refusal as refusal:
            if refusal.status == 404:
                raise
            context |= {"refusal": refusal, "typed": request.POST}
    context |= {
        "organisers": selectors.organisers_of(challenge=context["challenge"]),
        "roles": Role.choices,
        "owner": all(context["may"].get(right) for right in Right),
    }
    return desk_page(request, "desk/organisers.html", context)


def _done(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    by, act = person_signed_in(request), request.POST.get("act", "add")
    username, role = request.POST.get("username", ""), request.POST.get("role", "")
    if act == "remove":
        services.organiser_remove(challenge=challenge, username=username, by=by)
        messages.success(request, f"{username} does not run this challenge any more.")
        # Who has left may not see the page of organisers any more.
        return redirect("desk")
    if act == "change":
        services.organiser_change(challenge=challenge, username=username, role=role, by=by)
        messages.success(request, f"{username} is {role} now.")
    else:
        services.organiser_add(challenge=challenge, username=username, role=role, by=by)
        messages.success(request, f"{username} runs this challenge with you now.")
    return redirect("desk-organisers", slug=challenge.slug)
