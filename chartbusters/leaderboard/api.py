"""Boards for everybody."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.selectors import challenge_uncounted
from chartbusters.challenges.terms import minimum_votes
from chartbusters.leaderboard.rows import BoardRows
from chartbusters.leaderboard.sealed import link_of, sealed_found, sealed_rows
from chartbusters.leaderboard.serializers import BoardSerializer
from chartbusters.leaderboard.showing import board_rows, board_told, days_shown
from chartbusters.web.pagination import Pages

PAGE = [OpenApiParameter(name, int) for name in ("page", "page_size")]
AT = OpenApiParameter("at", str, description="a moment: the board as it was sealed by then")


def _asked(request: Request, slug: str) -> tuple[Any, Any, BoardRows | None, Any]:
    """The challenge with the board of now, or with that of the moment that is asked for."""
    if "at" in request.query_params:
        challenge, snapshot = sealed_found(slug=slug, at=request.query_params["at"])
        rows = sealed_rows(challenge=challenge, snapshot=snapshot, viewer=request.user)
        return challenge, rows.run, rows, link_of(snapshot)
    challenge = challenge_uncounted(slug=slug)
    if challenge is None:
        raise Http404
    run = board_told(challenge=challenge)
    return challenge, run, board_rows(challenge=challenge, viewer=request.user, run=run), None


class Leaderboard(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[*PAGE, AT], responses=BoardSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The board of a challenge, fifty rows a page; none until there are enough votes, and while
        votes are hidden only how many came on each day that is past."""
        challenge, run, rows, seal = _asked(request, slug)
        days = days_shown(challenge=challenge)
        pages = Pages()
        board = {
            "challenge": slug,
            "shows": challenge.board_shows,
            "votes": run.run__votes if run else 0,
            "needed": minimum_votes(challenge),
            "days": [{"day": day, "votes": votes} for day, votes in days],
            "computed_at": run.run__created_at if run else None,
            "rows": pages.paginate_queryset([] if rows is None else rows, request, view=self),
            "own": [] if rows is None else rows.own(),
            "next": pages.get_next_link(),
            "previous": pages.get_previous_link(),
            "seal": seal,
        }
        return Response(BoardSerializer(board).data)


urlpatterns = [path("leaderboards/<slug:slug>/", Leaderboard.as_view(), name="api-leaderboard")]
