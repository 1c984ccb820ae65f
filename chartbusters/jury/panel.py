"""The page on which organisers look after a jury: who was asked, how far each is, how well they
agree."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chartbusters.accounts.models import User
from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import OVER, Challenge, Phase, PhasedChallenge
from chartbusters.challenges.organisers import Right, rights_of
from chartbusters.jury import selectors, services
from chartbusters.jury.models import Juror
from chartbusters.jury.permitted import may_run
from chartbusters.jury.posting import site_mails
from chartbusters.jury.rounds.organising import round_shown
from generation import rights

SEEN_BY = (
    rights.SEE_JURY,
    rights.INVITE_JUROR,
    rights.REMIND_JUROR,
    rights.REMOVE_JUROR,
    rights.OPEN_ROUND,
)


@never_cache  # a link that is shown here is shown this once
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def panel(request: HttpRequest, slug: str) -> HttpResponse:
    """Progress of everybody; with a list of people in the form they are asked onto the jury."""
    by, challenge = _organiser(request, slug)
    context: dict[str, Any] = {"asked": []}
    if request.method == "POST":
        people = request.POST.get("people", "")
        context["asked"] = services.jurors_invite(
            challenge=challenge, text=people, by=by, address=_addresses(request)
        )
    return render(request, "jury/panel.html", context | _shown(challenge, by))


def _shown(challenge: PhasedChallenge, by: User) -> dict[str, Any]:
    criteria = selectors.rubric_of(challenge=challenge)
    over = challenge.phase in OVER
    told = challenge.phase == Phase.CLOSED
    return {
        "challenge": challenge,
        "tab": "jurors",
        "seats": selectors.jurors_seated(challenge=challenge),
        "criteria": criteria,
        "fault": selectors.rubric_fault(criteria=criteria),
        "frozen": selectors.rubric_is_frozen(challenge=challenge),
        "judging": challenge.phase == Phase.VOTING,
        "agreement": selectors.agreement_of(challenge=challenge) if told else None,
        "mails": site_mails(),
        "final": round_shown(challenge),
        "may": {
            "invite": may_run(by=by, challenge=challenge, right=rights.INVITE_JUROR) and not over,
            "remind": may_run(by=by, challenge=challenge, right=rights.REMIND_JUROR),
            "remove": may_run(by=by, challenge=challenge, right=rights.REMOVE_JUROR),
            "round": may_run(by=by, challenge=challenge, right=rights.OPEN_ROUND),
            "write": Right.EDIT in rights_of(person=by, challenge=challenge),
        },
    }


@login_required
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends a mail to everybody who has something left."""
    by, challenge = _organiser(request, slug)
    count = services.jurors_remind(challenge=challenge, by=by, address=_addresses(request))
    words = "1 person was reminded." if count == 1 else f"{count} people were reminded."
    messages.success(request, f"{words} Nobody is reminded twice in twenty hours.")
    return redirect("jury-panel", slug=slug)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes somebody off the jury."""
    by, challenge = _organiser(request, slug)
    juror = get_object_or_404(Juror, challenge=challenge, number=number)
    counts = request.POST.get("counts") == "yes"
    services.juror_remove(juror=juror, by=by, reason=request.POST.get("reason", ""), counts=counts)
    messages.success(request, f"Juror {number} is off the jury.")
    return redirect("jury-panel", slug=slug)


def _organiser(request: HttpRequest, slug: str) -> tuple[User, PhasedChallenge]:
    """Whoever may do one of the acts of this page may see it too."""
    person = person_signed_in(request)
    challenge = get_object_or_404(Challenge.objects.with_phase(), slug=slug)
    if not any(may_run(by=person, challenge=challenge, right=right) for right in SEEN_BY):
        raise PermissionDenied
    return person, challenge


def _addresses(request: HttpRequest) -> services.Address:
    return lambda page, link: request.build_absolute_uri(reverse(page, args=[link]))
