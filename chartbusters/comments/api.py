"""Comments for programs and for the player: read, written, edited, removed."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import path, reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.comments import selectors, serializers, services
from chartbusters.comments.finding import comment_here, comment_mine, song_here, song_mine
from chartbusters.comments.models import State
from chartbusters.comments.places import place_read
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import LARGEST, number_asked

PARAMETERS = [
    OpenApiParameter("from", description="where a page begins; stands in the `next` of another"),
    OpenApiParameter("page_size", int),
]
TOLD = serializers.CommentSerializer
MADE = {201: TOLD, 404: ErrorSerializer, 409: ErrorSerializer}


class SongComments(APIView):
    """Comments on one song that everybody may hear."""

    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(
        operation_id="songs_comments_list",
        parameters=PARAMETERS,
        responses=serializers.CommentPageSerializer,
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """In the order of the song, replies below what they answer."""
        song, asked = song_here(pk=pk), request.query_params
        size = min(number_asked(asked.get("page_size")) or selectors.SIZE, LARGEST)
        shown = selectors.discussion_of(song=song.pk).state != State.OFF
        begin = place_read(asked.get("from"))
        found = selectors.comments_page(song=song.pk, viewer=request.user, begin=begin, size=size)
        rows, more = (found.comments, found.more) if shown else ([], None)
        address = reverse("api-song-comments", args=[pk])
        behind = request.build_absolute_uri(f"{address}?page_size={size}&from={more}")
        told = {"next": behind if more else None, "previous": None, "results": rows}
        return Response(serializers.CommentPageSerializer(told).data)

    @extend_schema(request=serializers.CommentInput, responses=MADE)
    def post(self, request: Request, pk: UUID) -> Response:
        """Says something at a moment of the song, or answers a comment on it."""
        song = song_here(pk=pk)
        body = serializers.CommentInput(data=request.data)
        body.is_valid(raise_exception=True)
        said: dict[str, Any] = dict(body.validated_data)
        if said["parent"] is not None:
            said["parent"] = comment_here(pk=said["parent"], viewer=request.user)
        made = services.comment_write(song=song, by=request.user, **said)
        return Response(TOLD(made).data, 201)


class SongDiscussion(APIView):
    """Whether a song takes comments."""

    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(responses=serializers.DiscussionSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How many comments a song has, and whether it takes more."""
        found = selectors.discussion_of(song=song_here(pk=pk).pk)
        return Response(serializers.DiscussionSerializer(found).data)

    @extend_schema(
        request=serializers.DiscussionSerializer, responses=serializers.DiscussionSerializer
    )
    def put(self, request: Request, pk: UUID) -> Response:
        """Opens, closes or puts away comments on a song of mine; nothing is deleted."""
        song = song_mine(pk=pk, owner=request.user)
        body = serializers.DiscussionSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        state = body.validated_data["state"]
        done = services.discussion_set(song=song, by=request.user, state=state)
        return Response(serializers.DiscussionSerializer(done).data)


class SongMarks(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=serializers.MarksSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """Comments that stand on the waveform of a song."""
        song = song_here(pk=pk)
        discussion = selectors.discussion_of(song=song.pk)
        off = discussion.state == State.OFF or not discussion.count
        marks = [] if off else selectors.marks_of(song=song.pk, viewer=request.user)
        sampled = len(marks) == selectors.MARKS
        more = max(0, discussion.count - len(marks)) if sampled else 0
        return Response(serializers.MarksSerializer({"marks": marks, "more": more}).data)


class OneComment(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(responses=TOLD)
    def get(self, request: Request, pk: int) -> Response:
        """One comment."""
        return Response(TOLD(comment_here(pk=pk, viewer=request.user)).data)

    @extend_schema(request=serializers.WordsChange, responses=TOLD)
    def patch(self, request: Request, pk: int) -> Response:
        """Other words for a comment of mine; everybody sees that it was edited."""
        found = comment_here(pk=pk, viewer=request.user)
        body = serializers.WordsChange(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data["words"]
        return Response(
            TOLD(services.comment_edit(comment=found, by=request.user, words=words)).data
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Removes a comment of mine, or any on a song of mine; for ten minutes it can come back."""
        services.comment_remove(comment=_removable(request, pk), by=request.user)
        return Response(status=204)


class Restored(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=TOLD)
    def post(self, request: Request, pk: int) -> Response:
        """Brings a comment back that I removed less than ten minutes ago."""
        found = comment_mine(pk=pk, person=request.user)
        return Response(TOLD(services.comment_restore(comment=found, by=request.user)).data)


def _removable(request: Request, pk: int) -> Any:
    try:
        return comment_here(pk=pk, viewer=request.user)
    except Http404:
        return comment_mine(pk=pk, person=request.user)


SONG = "songs/<uuid:pk>/comments/"

urlpatterns = [
    path(SONG, SongComments.as_view(), name="api-song-comments"),
    path(f"{SONG}state/", SongDiscussion.as_view(), name="api-song-comments-state"),
    path(f"{SONG}marks/", SongMarks.as_view(), name="api-song-comments-marks"),
    path("comments/<int:pk>/", OneComment.as_view(), name="api-comment"),
    path("comments/<int:pk>/restore/", Restored.as_view(), name="api-comment-restore"),
]
