"""One's stream, and songs passed on, for programs."""

from collections.abc import Callable
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_visible
from chartbusters.following import selectors, services
from chartbusters.following.serializers import RepostSerializer, StreamSerializer
from chartbusters.web.pagination import number_asked

BEFORE = OpenApiParameter("before", description="where the page before ended; see `next`")


class Stream(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="me_stream_list", parameters=[BEFORE], responses=StreamSerializer)
    def get(self, request: Request) -> Response:
        """What those whom I follow show and pass on, the newest first."""
        before = number_asked(request.query_params.get("before"))
        page = selectors.stream_page(person=request.user, before=before)
        behind = request.build_absolute_uri(f"{reverse('api-stream')}?before={page.more}")
        told = {"next": behind if page.more else None, "previous": None, "results": page.items}
        return Response(StreamSerializer(told).data)


class OneRepost(APIView):
    """A song that everybody may hear, passed on by the person signed in."""

    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=RepostSerializer)
    def put(self, request: Request, pk: UUID) -> Response:
        """Passes it on to those who follow me; again changes nothing."""
        return _changed(request, pk, services.song_repost)

    @extend_schema(responses=RepostSerializer)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Takes that back."""
        return _changed(request, pk, services.song_unrepost)


def _changed(request: Request, pk: UUID, act: Callable[..., None]) -> Response:
    song: Composition = get_object_or_404(compositions_visible(user=request.user), pk=pk)
    act(song=song, by=request.user)
    told = {
        "reposts": selectors.reposts_count(composition=pk),
        "mine": selectors.reposts(person=request.user, composition=pk),
    }
    return Response(RepostSerializer(told).data)


urlpatterns = [
    path("me/stream/", Stream.as_view(), name="api-stream"),
    path("songs/<uuid:pk>/repost/", OneRepost.as_view(), name="api-song-repost"),
]
