"""Ballots of the person signed in."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.selectors import challenges_listed
from chartbusters.voting import selectors, serializers, services
from chartbusters.web.description import ErrorSerializer


class Ballots(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.BallotInput,
        responses={201: serializers.BallotSerializer, 204: None, 404: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        """The next pair to judge, drawn by the server; 204 when all were heard."""
        body = serializers.BallotInput(data=request.data)
        body.is_valid(raise_exception=True)
        challenge = get_object_or_404(challenges_listed(), slug=body.validated_data["challenge"])
        ballot = services.ballot_issue(challenge=challenge, voter=request.user)
        return (
            Response(status=204)
            if ballot is None
            else Response(serializers.ballot_data(ballot), 201)
        )


class Heard(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.HeardInput, responses=serializers.HeardSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reports how long one side was listened to in all; answers what is believed."""
        body = serializers.HeardInput(data=request.data)
        body.is_valid(raise_exception=True)
        ballot = services.ballot_heard(
            ballot=get_object_or_404(selectors.ballots_of(voter=request.user), pk=pk),
            **body.validated_data,
        )
        return Response(serializers.HeardSerializer(ballot).data)


class Votes(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.VoteInput, responses={201: serializers.RevealSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Casts the vote, and tells who was behind A and B."""
        body = serializers.VoteInput(data=request.data)
        body.is_valid(raise_exception=True)
        ballot = get_object_or_404(selectors.ballots_of(voter=request.user), pk=pk)
        services.vote_cast(ballot=ballot, outcome=body.validated_data["outcome"])
        return Response(serializers.reveal_data(ballot), 201)


class Skips(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: UUID) -> Response:
        """Puts the pair aside."""
        services.ballot_skip(
            ballot=get_object_or_404(selectors.ballots_of(voter=request.user), pk=pk)
        )
        return Response(status=204)


urlpatterns = [
    path("ballots/", Ballots.as_view(), name="api-ballots"),
    path("ballots/<uuid:pk>/heard/", Heard.as_view(), name="api-ballot-heard"),
    path("ballots/<uuid:pk>/vote/", Votes.as_view(), name="api-ballot-vote"),
    path("ballots/<uuid:pk>/skip/", Skips.as_view(), name="api-ballot-skip"),
]
