"""Seasons for everybody."""

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.seasons import selectors
from chartbusters.seasons.serializers import SeasonLineSerializer, SeasonSerializer, season_values
from chartbusters.web.pagination import Pages

PAGE = [OpenApiParameter(name, int) for name in ("page", "page_size")]


class Seasons(ListAPIView):
    """All seasons, the newest first."""

    permission_classes = [AllowAny]
    serializer_class = SeasonLineSerializer
    pagination_class = Pages
    queryset = selectors.seasons_told()


class OneSeason(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=PAGE, responses=SeasonSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """A season with its challenges, and its board, fifty rows a page."""
        season = selectors.season_told(slug=slug)
        if season is None:
            raise Http404
        pages, person = Pages(), request.user.pk
        told = season_values(season) | {
            "contests": selectors.contests_of(season=season),
            "rows": pages.paginate_queryset(selectors.rows_of(season=season), request, view=self),
            "own": selectors.row_of(season=season, person=person) if person else None,
            "next": pages.get_next_link(),
            "previous": pages.get_previous_link(),
        }
        return Response(SeasonSerializer(told).data)


urlpatterns = [
    path("seasons/", Seasons.as_view(), name="api-seasons"),
    path("seasons/<slug:slug>/", OneSeason.as_view(), name="api-season"),
]
