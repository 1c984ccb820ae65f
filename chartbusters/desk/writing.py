"""The page on which organisers write to the people of a challenge."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges.models import Challenge, Letter
from chartbusters.challenges.organisers import Right
from chartbusters.challenges.services import organisers_write
from chartbusters.challenges.services.writing import (
    ADDRESSEES,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
)
from chartbusters.desk.frame import desk_frame, desk_page
from chartbusters.web.errors import Refusal

SHOWN = 20  # letters


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A letter to many; what was typed stays where it cannot be sent."""
    context = desk_frame(request, slug, "write", Right.PEOPLE)
    if request.method == "POST":
        try:
            return _written(request, context["challenge"])
        except Refusal as refusal:
            context |= {"refusal": refusal, "typed": request.POST}
    letters = Letter.objects.filter(challenge=context["challenge"].pk).select_related("by")
    context |= {
        "addressees": [(name, one.words) for name, one in ADDRESSEES.items()],
        "letters": letters[:SHOWN],
        "most": {"subject": LONGEST_SUBJECT, "text": LONGEST_TEXT},
    }
    return desk_page(request, "desk/write.html", context)


def _written(request: HttpRequest, challenge: Challenge) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("to", "subject", "text")}
    organisers_write(challenge=challenge, by=person_signed_in(request), **typed)
    messages.success(request, "Sent. It is behind their bells in a moment.")
    return redirect("desk-write", slug=challenge.slug)
