"""The board of a challenge, and the votes behind it."""

from typing import Any

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from chartbusters.challenges.deciding import is_decided
from chartbusters.challenges.models import Challenge, Phase
from chartbusters.challenges.selectors import (
    Anyone,
    board_state,
    challenge_told,
    challenge_uncounted,
    still,
)
from chartbusters.leaderboard.by_metrics import may_order, metrics_page
from chartbusters.leaderboard.course import course_drawn
from chartbusters.leaderboard.export import board_export, board_table
from chartbusters.leaderboard.sealed import chain_page, sealed_page
from chartbusters.leaderboard.showing import (
    board_told,
    board_version,
    board_view,
    days_shown,
    rows_drawn,
)
from chartbusters.web.shelf import shared_page


@require_safe
def leaderboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Ranks with their intervals, fifty a page; names only when voting is over. With `?at=` the
    board as it was sealed, with `?by=metrics` a decided one in that order."""
    if "at" in request.GET:
        return sealed_page(request, slug)
    if request.GET.get("by") == "metrics":
        return metrics_page(request, slug)
    version, context = (
        (lambda: _version(_challenge(slug))),
        (lambda seen: _context(slug, seen.user, seen.GET.get("page", "1"))),
    )
    return shared_page(request, "leaderboard/board.html", version, context)


def _version(challenge: Any) -> object:
    run = board_told(challenge=challenge)
    shown = board_version(challenge=challenge, run=run)
    # Where votes alone decide, what is shown tells whether there is a result.
    decided = challenge.weight_public < 100 and is_decided(challenge)
    return still(_counted(challenge, run)), shown, decided


def _context(slug: str, viewer: Anyone, page: str) -> dict[str, Any]:
    challenge = _challenge(slug)
    try:
        view = board_view(challenge=challenge, viewer=viewer, page=page)
    except InvalidPage:
        raise Http404 from None
    return {
        "challenge": _counted(challenge, view.run),
        "tab": "leaderboard",
        "view": view,
        "rows": rows_drawn(challenge=challenge, run=view.run, rows=view.rows),
        "apart": rows_drawn(challenge=challenge, run=view.run, rows=view.apart),
        "course": course_drawn(challenge=challenge, run=view.run, rows=view.rows),
        "by_metrics": may_order(challenge=challenge, run=view.run),
        "closed": challenge.phase == Phase.CLOSED,
        "state": board_state(challenge=challenge),
        "days": days_shown(challenge=challenge),
    }


def _counted(challenge: Any, run: Any) -> Any:
    """With the number of entries that stands in the computation: to count a million anew takes
    longer than all else."""
    if run is None:
        return challenge_told(slug=challenge.slug) or challenge
    return challenge._replace(entry_count=run.run__entries)


@require_safe
def votes(request: HttpRequest, slug: str) -> JsonResponse:
    """The votes without names, once nobody can be led by them: when voting is over."""
    challenge = _challenge(slug)
    if challenge.phase != Phase.CLOSED:
        raise Http404
    return JsonResponse(board_export(challenge=Challenge.objects.get(pk=challenge.pk)))


@require_safe
def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The rows as CSV, when voting is over."""
    challenge = _challenge(slug)
    run = board_told(challenge=challenge)
    if challenge.phase != Phase.CLOSED or run is None:
        raise Http404
    response = HttpResponse(board_table(run=run.run_id), "text/csv")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


@require_safe
def chain(request: HttpRequest, slug: str) -> HttpResponse:
    return chain_page(request, slug)


def _challenge(slug: str) -> Any:
    challenge = challenge_uncounted(slug=slug)
    if challenge is None:
        raise Http404
    return challenge
