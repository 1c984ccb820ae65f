"""Ballots of the person signed in."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.selectors import challenges_listed
from chartbusters.voting import picks, selectors, serializers, services
from chartbusters.voting.models import Ballot, Vote
from chartbusters.voting.undoing import vote_undo
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import Flow


def _own(request: Request, pk: UUID) -> Ballot:
    """A ballot of the caller's."""
    ballot = selectors.ballot_of(voter=request.user, pk=pk)
    if ballot is None:
        raise Http404
    return ballot


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
            ballot=_own(request, pk),
            **body.validated_data,
        )
        return Response(serializers.HeardSerializer(ballot).data)


class Votes(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.VoteInput, responses={201: serializers.RevealSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Casts the vote. Who was behind A and B is told when voting is over, under `votes/`."""
        body = serializers.VoteInput(data=request.data)
        body.is_valid(raise_exception=True)
        ballot = _own(request, pk)
        outcome = body.validated_data["outcome"]
        vote = services.vote_cast(ballot=ballot, outcome=outcome, network=request.network)
        return Response(serializers.reveal_data(ballot, request.user, vote), 201)


class Undos(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={201: serializers.BallotSerializer})
    def post(self, request: Request, pk: UUID) -> Response:
        """Takes back the vote just cast, for as many seconds as were told with it and before the
        next pair is asked for; answers the same pair, to be voted on anew."""
        ballot = _own(request, pk)
        return Response(serializers.ballot_data(vote_undo(ballot=ballot)), 201)


class MyVotes(Flow):
    # By time and not by key: keys of votes are counted up, and two of them would tell how many
    # others had come in between.
    ordering = ("-cast_at", "pk")


class OwnVotes(ListAPIView):
    """My votes, the newest first; with who was behind A and B where voting is over."""

    permission_classes = [IsAuthenticated]
    pagination_class = MyVotes
    serializer_class = serializers.MyVoteSerializer

    def get_queryset(self) -> QuerySet[Vote]:
        return picks.votes_of(voter=self.request.user, slug=self.request.GET.get("challenge"))

    @extend_schema(parameters=[OpenApiParameter("challenge", str, description="its slug")])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """My votes, the newest first; with who was behind A and B where voting is over."""
        return super().get(request, *args, **kwargs)

    def paginate_queryset(self, queryset: Any) -> Any:
        return picks.picks_told(super().paginate_queryset(queryset) or [])


class Skips(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: UUID) -> Response:
        """Puts the pair aside."""
        services.ballot_skip(ballot=_own(request, pk))
        return Response(status=204)


urlpatterns = [
    path("ballots/", Ballots.as_view(), name="api-ballots"),
    path("ballots/<uuid:pk>/heard/", Heard.as_view(), name="api-ballot-heard"),
    path("ballots/<uuid:pk>/vote/", Votes.as_view(), name="api-ballot-vote"),
    path("ballots/<uuid:pk>/undo/", Undos.as_view(), name="api-ballot-undo"),
    path("votes/", OwnVotes.as_view(), name="api-votes"),
    path("ballots/<uuid:pk>/skip/", Skips.as_view(), name="api-ballot-skip"),
]
