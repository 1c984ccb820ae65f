"""Boards for everybody."""

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.selectors import challenge_told
from chartbusters.leaderboard.serializers import BoardSerializer
from chartbusters.leaderboard.showing import board_view
from chartbusters.web.pagination import Pages

PAGE = [OpenApiParameter(name, int) for name in ("page", "page_size")]


class Leaderboard(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=PAGE, responses=BoardSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """The board of a challenge, fifty rows a page; none until there are enough votes."""
        challenge = challenge_told(slug=slug)
        if challenge is None:
            raise Http404
        view = board_view(challenge=challenge, viewer=request.user)
        pages = Pages()
        board = {
            "challenge": slug,
            "votes": view.votes,
            "needed": view.needed,
            "computed_at": view.run.run__created_at if view.run else None,
            "rows": pages.paginate_queryset(view.rows, request, view=self),
            "next": pages.get_next_link(),
            "previous": pages.get_previous_link(),
        }
        return Response(BoardSerializer(board).data)


urlpatterns = [path("leaderboards/<slug:slug>/", Leaderboard.as_view(), name="api-leaderboard")]
