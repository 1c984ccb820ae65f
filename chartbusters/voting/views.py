"""The page on which one votes; the pairs come through the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Phase
from chartbusters.challenges.selectors import challenges_listed
from chartbusters.voting.selectors import progress_of


@require_safe
@ensure_csrf_cookie
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Two nameless songs side by side."""
    challenge = get_object_or_404(challenges_listed(), slug=slug)
    context = {"challenge": challenge, "tab": "vote", "voting": challenge.phase == Phase.VOTING}
    if isinstance(request.user, User):
        context["progress"] = progress_of(challenge=challenge, voter=request.user)
    return render(request, "voting/vote.html", context)
