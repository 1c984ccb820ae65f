"""The board of a challenge, and the votes behind it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from chartbusters.challenges.models import Challenge, Phase
from chartbusters.challenges.selectors import Anyone, challenge_told, still
from chartbusters.leaderboard.export import board_export
from chartbusters.leaderboard.showing import board_version, board_view, rows_drawn
from chartbusters.web.shelf import shared_page


@require_safe
def leaderboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Ranks with their intervals; names only when voting is over."""
    version, context = (
        (lambda: _version(_challenge(slug))),
        (lambda seen: _context(slug, seen.user)),
    )
    return shared_page(request, "leaderboard/board.html", version, context)


def _version(challenge: Any) -> object:
    return still(challenge), board_version(challenge=challenge)


def _context(slug: str, viewer: Anyone) -> dict[str, Any]:
    challenge = _challenge(slug)
    view = board_view(challenge=challenge, viewer=viewer)
    return {
        "challenge": challenge,
        "tab": "leaderboard",
        "view": view,
        "rows": rows_drawn(challenge=challenge, view=view) if view.rows else "",
        "closed": challenge.phase == Phase.CLOSED,
    }


@require_safe
def votes(request: HttpRequest, slug: str) -> JsonResponse:
    """The votes without names, once nobody can be led by them: when voting is over."""
    challenge = _challenge(slug)
    if challenge.phase != Phase.CLOSED:
        raise Http404
    return JsonResponse(board_export(challenge=Challenge.objects.get(pk=challenge.pk)))


def _challenge(slug: str) -> Any:
    challenge = challenge_told(slug=slug)
    if challenge is None:
        raise Http404
    return challenge
