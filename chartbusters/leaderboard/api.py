"""Boards for everybody."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.selectors import challenges_listed
from chartbusters.leaderboard.selectors import Row, board_view


class Leaderboard(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=dict)
    def get(self, request: Request, slug: str) -> Response:
        """The board of a challenge; no rows until there are enough votes."""
        challenge = get_object_or_404(challenges_listed(), slug=slug)
        view = board_view(challenge=challenge, viewer=request.user)
        computed = view.run.created_at if view.run else None
        rows = [_shape(row) for row in view.rows]
        return Response(
            {"challenge": slug, "votes": view.votes, "needed": view.needed, "computed_at": computed, "rows": rows}
        )


def _shape(row: Row) -> dict[str, Any]:
    standing = row.standing
    return {
        "rank": [standing.rank_low, standing.rank_high],
        "position": standing.position,
        "name": row.shown.name,
        "maker": row.shown.maker.username if row.shown.maker else None,
        "url": row.address,
        "mine": row.shown.mine,
        "rating": round(standing.rating, 1),
        "interval": [round(standing.low, 1), round(standing.high, 1)],
        "votes": standing.votes,
        "score": row.score,
    }


urlpatterns = [path("leaderboards/<slug:slug>/", Leaderboard.as_view(), name="api-leaderboard")]
