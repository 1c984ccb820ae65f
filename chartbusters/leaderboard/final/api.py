"""Final boards for everybody."""

from typing import Any

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.models import Phase
from chartbusters.challenges.people import people_of
from chartbusters.challenges.selectors import challenge_told
from chartbusters.leaderboard.final import selectors
from chartbusters.leaderboard.final.serializers import FinalSerializer, row_values
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import digits

AFTER = OpenApiParameter("after", int, description="the position after which the page begins")


class Final(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[AFTER], responses={200: FinalSerializer, 404: ErrorSerializer})
    def get(self, request: Request, slug: str) -> Response:
        """Votes, jury and metrics weighed together, fifty rows a page; there once the result is
        told, in challenges in which not votes alone decide."""
        challenge = challenge_told(slug=slug)
        if challenge is None or challenge.weight_public == 100 or challenge.phase != Phase.CLOSED:
            raise Http404
        board = selectors.final_of(challenge=challenge)
        if board is None:
            raise Http404
        after = int(digits(request.query_params.get("after", "")[:9]) or 0)
        return Response(FinalSerializer(_page(request, slug, board, after)).data)


def _page(request: Request, slug: str, board: Any, after: int) -> dict[str, Any]:
    rows, figures = list(selectors.rows_after(board=board, position=after)), board.figures
    people = people_of(row.entry for row in rows)
    more = bool(rows) and rows[-1].position < figures["ranked"]
    return {
        "challenge": slug,
        "computed_at": board.computed_at,
        "inputs_digest": board.inputs_digest,
        "seed": board.seed,
        **{name: figures[name] for name in ("draws", "weights", "used", "jurors", "agreement")},
        "missing": list(figures["missing"].values()),
        "rows": [row_values(row, figures, slug, people[row.entry_id]) for row in rows],
        "next": f"{request.build_absolute_uri(request.path)}?after={rows[-1].position}"
        if more
        else None,
    }


urlpatterns = [path("finals/<slug:slug>/", Final.as_view(), name="api-final")]
