"""Playlists for programs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from chartbusters.playlists import selectors, serializers, services
from chartbusters.playlists.models import Playlist
from chartbusters.web.pagination import Pages


def _read(kind: type[Serializer], request: Request) -> dict[str, Any]:
    given = kind(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def _mine(request: Request, pk: UUID) -> Playlist:
    mine: QuerySet[Playlist] = selectors.playlists_of(owner=request.user)
    return get_object_or_404(mine, pk=pk)


def _whole(request: Request, playlist: Playlist, status: int = 200) -> Response:
    playlist.lines = selectors.lines_of(  # type: ignore[attr-defined]
        playlist=playlist, viewer=request.user
    )
    return Response(serializers.WholePlaylistSerializer(playlist).data, status)


class Playlists(ListAPIView):
    """My playlists, the last changed first."""

    permission_classes = [IsAuthenticated]
    serializer_class = serializers.PlaylistSerializer
    pagination_class = Pages

    def get_queryset(self) -> "QuerySet[Playlist]":
        return selectors.playlists_of(owner=self.request.user)  # type: ignore[arg-type]

    @extend_schema(
        request=serializers.PlaylistInput, responses={201: serializers.WholePlaylistSerializer}
    )
    def post(self, request: Request) -> Response:
        """Makes an empty one."""
        words = _read(serializers.PlaylistInput, request)
        return _whole(request, services.playlist_create(owner=request.user, **words), 201)


class OnePlaylist(APIView):
    def get_permissions(self) -> list[Any]:
        return [AllowAny() if self.request.method == "GET" else IsAuthenticated()]

    @extend_schema(responses=serializers.WholePlaylistSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """A playlist of mine, or one that everybody may see, with its songs."""
        seen = selectors.playlists_visible(user=request.user)
        return _whole(request, get_object_or_404(seen, pk=pk))

    @extend_schema(
        request=serializers.PlaylistChange, responses=serializers.WholePlaylistSerializer
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Changes what it is called, what is said of it, or who may see it."""
        words = _read(serializers.PlaylistChange, request)
        changed = services.playlist_update(playlist=_mine(request, pk), **words)
        return _whole(request, changed)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Deletes it; the songs in it stay where they are."""
        services.playlist_delete(playlist=_mine(request, pk))
        return Response(status=204)


class PlaylistSong(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=serializers.WholePlaylistSerializer)
    def put(self, request: Request, pk: UUID, song: UUID) -> Response:
        """Puts a song that I may hear at the end; again changes nothing."""
        changed = services.playlist_add(playlist=_mine(request, pk), composition=song)
        return _whole(request, changed)

    @extend_schema(responses={200: serializers.WholePlaylistSerializer})
    def delete(self, request: Request, pk: UUID, song: UUID) -> Response:
        """Takes it out; again changes nothing."""
        services.playlist_remove(playlist=_mine(request, pk), composition=song)
        return _whole(request, _mine(request, pk))


class PlaylistOrder(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.PlaylistOrderInput, responses=serializers.WholePlaylistSerializer
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Puts its songs in another order."""
        wish = _read(serializers.PlaylistOrderInput, request)
        return _whole(request, services.playlist_order(playlist=_mine(request, pk), **wish))


urlpatterns = [
    path("playlists/", Playlists.as_view(), name="api-playlists"),
    path("playlists/<uuid:pk>/", OnePlaylist.as_view(), name="api-playlist"),
    path(
        "playlists/<uuid:pk>/songs/<uuid:song>/", PlaylistSong.as_view(), name="api-playlist-song"
    ),
    path("playlists/<uuid:pk>/order/", PlaylistOrder.as_view(), name="api-playlist-order"),
]
