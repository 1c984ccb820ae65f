"""Plays for programs and players: begun, and told once enough was heard."""

from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.plays import selectors, serializers, services
from chartbusters.plays.listeners import listener_of, remember
from chartbusters.plays.models import Source
from chartbusters.web.errors import Refusal, too_large

MOST_BYTES = 1000  # of a play that is told
SOURCES = {"page": Source.PAGE, "embed": Source.EMBED}


class PlayBegins(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        parameters=[OpenApiParameter("from", enum=list(SOURCES), description="`page` if not said")],
        responses=serializers.PlayBegunSerializer,
    )
    def get(self, request: Request, pk: UUID) -> Response:
        """Begins a play of a song that everybody may hear. Nothing is kept of it yet."""
        source = SOURCES.get(request.query_params.get("from", "page"))
        if source is None:
            raise Refusal("invalid", "A play is from page or embed.", field="from")
        song = selectors.song_playable(pk=pk)
        if song is None:
            message = "There is no song here that everybody may hear, so no play is counted."
            raise Refusal("not_found", message, 404)
        listener = listener_of(request, source)
        begun = services.play_begin(song=pk, of=song, source=source, listener=listener)
        response = Response(serializers.PlayBegunSerializer(begun._asdict()).data)
        response["Cache-Control"] = "no-store"
        if begun.token:
            remember(response, listener)
        return response


class Plays(APIView):
    """Whose play it is says its token: no session is asked for, so that a page may tell as it
    goes."""

    authentication_classes = ()
    permission_classes = [AllowAny]

    @extend_schema(request=serializers.PlayInput, responses={202: None})
    def post(self, request: Request) -> Response:
        """Tells that so much was heard. Written down at once; whether it counts is found within
        seconds, and the same play counts once however often it is told."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            raise too_large()
        told = serializers.PlayInput(data=request.data)
        told.is_valid(raise_exception=True)
        services.play_tell(**told.validated_data)
        return Response(status=202)


urlpatterns = [
    path("plays/", Plays.as_view(), name="api-plays"),
    path("plays/<uuid:pk>/", PlayBegins.as_view(), name="api-play-begins"),
]
