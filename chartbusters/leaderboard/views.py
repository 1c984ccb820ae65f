"""The board of a challenge, and the votes behind it."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Challenge, Phase
from chartbusters.challenges.selectors import challenges_listed
from chartbusters.leaderboard import selectors


@require_safe
def leaderboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Ranks with their intervals; names only when voting is over."""
    challenge = _challenge(slug)
    context = {
        "challenge": challenge,
        "tab": "leaderboard",
        "view": selectors.board_view(challenge=challenge, viewer=request.user),
        "board": selectors.board_get(challenge=challenge),
        "closed": challenge.phase == Phase.CLOSED,  # type: ignore[attr-defined]
    }
    return render(request, "leaderboard/board.html", context)


@require_safe
def votes(request: HttpRequest, slug: str) -> JsonResponse:
    """The votes without names, once nobody can be led by them: when voting is over."""
    challenge = _challenge(slug)
    if challenge.phase != Phase.CLOSED:  # type: ignore[attr-defined]
        raise Http404
    return JsonResponse(selectors.votes_export(challenge=challenge))


def _challenge(slug: str) -> Challenge:
    return get_object_or_404(challenges_listed(), slug=slug)
