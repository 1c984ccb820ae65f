"""Songs for programs: browsed, searched and loved."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.discovery import selectors, serializers, services
from chartbusters.discovery.terms import MOST_TYPED
from chartbusters.discovery.wishes import SORTS, place_read, wish_read
from chartbusters.web.pagination import LARGEST, SIZE, number_asked
from generation.techniques import TECHNIQUES

PARAMETERS = [
    OpenApiParameter(
        "q",
        description=f"words that are all in title, maker, tags, genre or technique; {MOST_TYPED} "
        "characters at most",
    ),
    OpenApiParameter("genre", description="of the model that joined in last"),
    OpenApiParameter("technique", enum=list(TECHNIQUES)),
    OpenApiParameter("tag", description="one of those that its maker gave it"),
    OpenApiParameter("challenge", description="entered there; once its result is told"),
    OpenApiParameter("sort", enum=list(SORTS)),
    OpenApiParameter("after", description="where the page before ended; stands in its `next`"),
    OpenApiParameter("page_size", int),
]


class Songs(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="songs_list",
        parameters=PARAMETERS,
        responses=serializers.SongPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """Songs that everybody may hear, the fresh, the loved or the heard ones first."""
        wish, asked = wish_read(request.query_params), request.query_params
        size = min(number_asked(asked.get("page_size")) or SIZE, LARGEST)
        found = selectors.songs_found(wish=wish, after=place_read(asked.get("after")), size=size)
        query = f"{wish.query()}&page_size={size}&after={found.more}".lstrip("&")
        behind = request.build_absolute_uri(f"{reverse('api-songs')}?{query}")
        told = {"next": behind if found.more else None, "previous": None, "results": found.songs}
        return Response(serializers.SongPageSerializer(told).data)


class OneHeart(APIView):
    """The heart of the person signed in for a song that everybody may hear."""

    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=serializers.HeartSerializer)
    def put(self, request: Request, pk: UUID) -> Response:
        """Loves it; again changes nothing."""
        row = services.heart_give(song=_song(request, pk), person=request.user)
        return Response({"hearts": row.hearts, "mine": True})

    @extend_schema(responses=serializers.HeartSerializer)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Takes it back."""
        row = services.heart_take(song=_song(request, pk), person=request.user)
        return Response({"hearts": row.hearts, "mine": False})


def _song(request: Request, pk: UUID) -> Composition:
    seen: QuerySet[Composition] = compositions_visible(user=request.user)
    return get_object_or_404(seen, pk=pk)


urlpatterns = [
    path("songs/", Songs.as_view(), name="api-songs"),
    path("songs/<uuid:pk>/heart/", OneHeart.as_view(), name="api-song-heart"),
]
