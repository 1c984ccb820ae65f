"""The playlist of a challenge at SoundCloud, for programs of who runs it."""

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.organisers import Right, right_require
from chartbusters.desk.frame import desk_challenge
from chartbusters.soundcloud import services
from chartbusters.soundcloud.guards import require_configured
from chartbusters.soundcloud.models import ChallengePlaylist, State
from chartbusters.soundcloud.selectors import playlist_of
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.errors import Refusal

MISSING = {404: ErrorSerializer}


class ChallengePlaylistSerializer(serializers.ModelSerializer):
    """The playlist of a challenge at SoundCloud, or on its way there."""

    state = serializers.ChoiceField(State.choices)
    problem = serializers.CharField(help_text="why it came to nothing, in a sentence")
    tracks = serializers.ListField(
        child=serializers.CharField(), help_text="what it holds there, in the order of the result"
    )

    class Meta:
        model = ChallengePlaylist
        fields = ["id", "state", "title", "link", "tracks", "problem", "created_at", "live_at"]
        read_only_fields = fields


class PlaylistAtSoundCloud(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: ChallengePlaylistSerializer, **MISSING})
    def get(self, request: Request, slug: str) -> Response:
        """How far the playlist of my challenge is at SoundCloud."""
        require_configured()
        challenge = desk_challenge(slug)
        right_require(person=request.user, challenge=challenge, right=Right.EDIT)
        if found := playlist_of(challenge=challenge, person=request.user):
            return Response(ChallengePlaylistSerializer(found).data)
        raise Refusal("not_published", "You did not put this playlist on SoundCloud.", 404)

    @extend_schema(request=None, responses={202: ChallengePlaylistSerializer, **MISSING})
    def post(self, request: Request, slug: str) -> Response:
        """Makes it in my account there, or brings it up to date."""
        require_configured()
        asked = services.playlist_ask(challenge=desk_challenge(slug), by=request.user)
        asked.refresh_from_db()
        return Response(ChallengePlaylistSerializer(asked).data, 202)


urlpatterns = [
    path(
        "challenges/<slug:slug>/soundcloud/",
        PlaylistAtSoundCloud.as_view(),
        name="api-soundcloud-playlist",
    )
]
