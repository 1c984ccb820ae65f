"""The page on which one votes; the pairs come through the API."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from chartbusters.accounts.models import User
from chartbusters.challenges.models import Phase
from chartbusters.challenges.selectors import challenge_get
from chartbusters.voting.selectors import progress_of


@require_safe
@ensure_csrf_cookie
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Two nameless songs side by side."""
    challenge = challenge_get(slug=slug)
    if challenge is None:
        raise Http404
    context = {"challenge": challenge, "tab": "vote", "voting": challenge.phase == Phase.VOTING}  # type: ignore[attr-defined]
    if isinstance(request.user, User):
        context["progress"] = progress_of(challenge=challenge, voter=request.user)
    return render(request, "voting/vote.html", context)
