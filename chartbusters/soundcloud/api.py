"""SoundCloud for programs: publish a song, look how far it is, take it down."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.people_api import body_asked
from chartbusters.compositions.models import Composition
from chartbusters.compositions.selectors import compositions_of
from chartbusters.soundcloud import services
from chartbusters.soundcloud.guards import require_configured
from chartbusters.soundcloud.models import Audience, Publication, State
from chartbusters.soundcloud.selectors import publication_of
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.errors import Refusal

MISSING = {404: ErrorSerializer}


class PublicationInput(serializers.Serializer):
    sharing = serializers.ChoiceField(
        Audience.choices, required=False, help_text="that of the song here, if it is not given"
    )


class PublicationSerializer(serializers.ModelSerializer):
    """A song at SoundCloud, or on its way there."""

    state = serializers.ChoiceField(State.choices)
    sharing = serializers.ChoiceField(Audience.choices)
    problem = serializers.CharField(help_text="why it came to nothing, in a sentence")

    class Meta:
        model = Publication
        fields = ["id", "state", "sharing", "title", "link", "problem", "created_at", "live_at"]
        read_only_fields = fields


class SongAtSoundCloud(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: PublicationSerializer, **MISSING})
    def get(self, request: Request, pk: UUID) -> Response:
        """How far my song is at SoundCloud."""
        return Response(PublicationSerializer(_publication(_mine(request, pk))).data)

    @extend_schema(request=PublicationInput, responses={202: PublicationSerializer, **MISSING})
    def post(self, request: Request, pk: UUID) -> Response:
        """Publishes my song there; once, however often it is asked for."""
        composition, asked = _mine(request, pk), body_asked(PublicationInput, request)
        made = services.publication_ask(composition=composition, by=request.user, **asked)
        made.refresh_from_db()
        return Response(PublicationSerializer(made).data, 202)

    @extend_schema(responses={202: PublicationSerializer, **MISSING})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Takes my track down."""
        found = _publication(_mine(request, pk))
        ended = services.publication_withdraw(publication=found, by=request.user)
        return Response(PublicationSerializer(ended).data, 202)


def _mine(request: Request, pk: UUID) -> Composition:
    require_configured()
    found: Composition = get_object_or_404(compositions_of(owner=request.user), pk=pk)
    return found


def _publication(composition: Composition) -> Publication:
    if found := publication_of(composition=composition):
        return found
    raise Refusal("not_published", "This song was not published on SoundCloud.", 404)


urlpatterns = [
    path(
        "compositions/<uuid:pk>/soundcloud/", SongAtSoundCloud.as_view(), name="api-soundcloud-song"
    )
]
