"""Final rounds: my order as a juror, and what was decided for everybody."""

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.selectors import challenge_told
from chartbusters.jury.models import Juror
from chartbusters.jury.rounds import selectors, serializers, services
from chartbusters.jury.selectors import juror_of, seat_at
from chartbusters.web.description import ErrorSerializer

MISSING = {404: ErrorSerializer}


class JuryRound(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses={200: serializers.JuryRoundSerializer, **MISSING})
    def get(self, request: Request, slug: str) -> Response:
        """The finalists that are mine to order, by number, with the places that I gave."""
        return _told(_juror(request, slug))

    @extend_schema(
        request=serializers.JuryOrderInput,
        responses={200: serializers.JuryRoundSerializer, **MISSING},
    )
    def put(self, request: Request, slug: str) -> Response:
        """My order of all of them, in place of the one before; 409 `no_round` once it ended."""
        body = serializers.JuryOrderInput(data=request.data)
        juror = _juror(request, slug)
        body.is_valid(raise_exception=True)
        places = {one["number"]: one["place"] for one in body.validated_data["places"]}
        services.order_give(juror=juror, places=places)
        return _told(juror)


class JuryRoundResult(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses={200: serializers.JuryRoundResultSerializer, **MISSING})
    def get(self, request: Request, slug: str) -> Response:
        """The order, and who was put before whom how often; there once the round has ended and
        voting is over."""
        challenge = challenge_told(slug=slug)
        told = selectors.round_told(challenge=challenge) if challenge else None
        if told is None:
            raise Http404
        return Response(serializers.result_data(challenge, told))


def _juror(request: Request, slug: str) -> Juror:
    seat = seat_at(slug=slug, person=request.user)
    juror = seat and juror_of(challenge=seat.challenge_id, person=request.user)
    if juror is None:
        raise Http404
    return juror


def _told(juror: Juror) -> Response:
    newest = selectors.rounds_of(challenge=juror.challenge_id).first()
    if newest is None:
        raise Http404
    return Response(serializers.round_data(juror, newest))


urlpatterns = [
    path("juries/<slug:slug>/round/", JuryRound.as_view(), name="api-jury-round"),
    path("juries/<slug:slug>/round/result/", JuryRoundResult.as_view(), name="api-jury-result"),
]
