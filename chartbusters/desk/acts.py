"""What one button of the desk does to a challenge: shown to everybody, opened, extended, made
anew."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import services
from chartbusters.challenges.organisers import Right
from chartbusters.desk.frame import desk_frame
from chartbusters.web.errors import Refusal
from chartbusters.web.outcomes import outcome_told

LENGTHS = {"1": timedelta(days=1), "3": timedelta(days=3), "7": timedelta(days=7)}


@login_required
@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody sees it from now on."""
    challenge = desk_frame(request, slug, "challenge", Right.EDIT)["challenge"]
    with outcome_told(request, "It is public: everybody sees it now."):
        services.challenge_publish(challenge=challenge, by=person_signed_in(request))
    return redirect("desk-challenge", slug)


@login_required
@require_POST
def open_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Songs can be entered from this moment on."""
    challenge = desk_frame(request, slug, "challenge", Right.EDIT)["challenge"]
    with outcome_told(request, "It is open: songs can be entered now."):
        services.challenge_open(challenge=challenge, by=person_signed_in(request))
    return redirect("desk-challenge", slug)


@login_required
@require_POST
def extend(request: HttpRequest, slug: str) -> HttpResponse:
    """More time for what is still to come."""
    challenge = desk_frame(request, slug, "challenge", Right.EDIT)["challenge"]
    days, words = request.POST.get("days", ""), request.POST.get("note", "")
    with outcome_told(request, "It is extended, and its page says so."):
        if days not in LENGTHS:
            raise Refusal("invalid", "It is extended by 1, 3 or 7 days. Nothing was changed.")
        services.challenge_extend(
            challenge=challenge, by=person_signed_in(request), length=LENGTHS[days], words=words
        )
    return redirect("desk-challenge", slug)


@login_required
@require_POST
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """A challenge like this one, some weeks later; not public."""
    challenge = desk_frame(request, slug, "challenge")["challenge"]
    made = services.challenge_copy(challenge=challenge, by=person_signed_in(request))
    messages.success(
        request, f"This is a copy of {challenge.title}. Change what is different this time."
    )
    return redirect("desk-settings", made.slug)
