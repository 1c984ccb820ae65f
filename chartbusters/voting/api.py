"""Ballots of the person signed in."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.accounts.models import User
from chartbusters.challenges.selectors import challenges_listed
from chartbusters.voting import selectors, services, shapes
from chartbusters.voting.models import Ballot
from chartbusters.web.description import ErrorShape


class Ballots(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=shapes.BallotWish, responses={201: shapes.BallotShape, 204: None, 404: ErrorShape}
    )
    def post(self, request: Request) -> Response:
        """The next pair to judge, drawn by the server; 204 when all were heard."""
        wish = shapes.BallotWish(data=request.data)
        wish.is_valid(raise_exception=True)
        challenge = get_object_or_404(challenges_listed(), slug=wish.validated_data["challenge"])
        ballot = services.ballot_issue(challenge=challenge, voter=_voter(request))
        return (
            Response(status=204) if ballot is None else Response(shapes.ballot_shape(ballot), 201)
        )


class Heard(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=shapes.HeardWish, responses=shapes.HeardShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reports how long one side was listened to in all; answers what is believed."""
        wish = shapes.HeardWish(data=request.data)
        wish.is_valid(raise_exception=True)
        ballot = services.ballot_heard(ballot=_mine(request, pk), **wish.validated_data)
        return Response(shapes.HeardShape(ballot).data)


class Votes(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=shapes.VoteWish, responses={201: shapes.RevealShape})
    def post(self, request: Request, pk: UUID) -> Response:
        """Casts the vote, and tells who was behind A and B."""
        wish = shapes.VoteWish(data=request.data)
        wish.is_valid(raise_exception=True)
        ballot = _mine(request, pk)
        services.vote_cast(ballot=ballot, outcome=wish.validated_data["outcome"])
        return Response(shapes.reveal_shape(ballot), 201)


class Skips(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, pk: UUID) -> Response:
        """Puts the pair aside."""
        services.ballot_skip(ballot=_mine(request, pk))
        return Response(status=204)


def _voter(request: Request) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the permission let nobody else through
    return request.user


def _mine(request: Request, pk: UUID) -> Ballot:
    ballot = selectors.ballot_get(pk=pk, voter=_voter(request))
    if ballot is None:
        raise Http404
    return ballot


urlpatterns = [
    path("ballots/", Ballots.as_view(), name="api-ballots"),
    path("ballots/<uuid:pk>/heard/", Heard.as_view(), name="api-ballot-heard"),
    path("ballots/<uuid:pk>/vote/", Votes.as_view(), name="api-ballot-vote"),
    path("ballots/<uuid:pk>/skip/", Skips.as_view(), name="api-ballot-skip"),
]
