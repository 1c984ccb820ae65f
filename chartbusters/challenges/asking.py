"""The form by which somebody asks to take part in a challenge that is for members."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from chartbusters.accounts.people import person_signed_in
from chartbusters.challenges import selectors, services
from chartbusters.web.outcomes import outcome_told


@login_required
@require_POST
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    challenge = get_object_or_404(selectors.challenges_listed(), slug=slug)
    words, person = request.POST.get("words", ""), person_signed_in(request)
    with outcome_told(request, "The organisers have your request. Their answer is a notice."):
        services.join_request_make(challenge=challenge, person=person, words=words)
    return redirect(challenge)
