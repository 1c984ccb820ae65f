"""Contests of models for programs: looked at, a model entered, and taken out."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.models import Kind, PhasedChallenge
from chartbusters.challenges.selectors import challenges_listed
from chartbusters.modelcontests import selectors, serializers, services
from chartbusters.modelcontests.models import EnteredModel, ModelContest
from generation.models import TrainedModel


class Contest(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(responses=serializers.ModelContestSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """What is compared in a challenge of models, how far it is, and your models in it."""
        challenge, contest = _contest(slug)
        return Response(serializers.ModelContestSerializer(_told(request, challenge, contest)).data)

    @extend_schema(
        request=serializers.ModelEntryInput,
        responses={201: serializers.EnteredModelSerializer},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Enters a model of yours. When the result is told everybody sees its name, its card and
        its training run."""
        challenge, _ = _contest(slug)
        body = serializers.ModelEntryInput(data=request.data)
        body.is_valid(raise_exception=True)
        mine = TrainedModel.objects.filter(owner=request.user)
        entered = services.model_enter(
            challenge=challenge,
            model=get_object_or_404(mine, name=body.validated_data["model"]),
            person=request.user,
            conditions=body.validated_data["conditions"],
        )
        return Response(serializers.EnteredModelSerializer(entered).data, status=201)


class Entered(APIView):
    permission_classes = [IsAuthenticatedOrReadOnly]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Takes a model of yours out, while entries are open."""
        _, contest = _contest(slug)
        mine = EnteredModel.objects.filter(contest=contest, person=request.user)
        services.model_withdraw(entered=get_object_or_404(mine, pk=pk), by=request.user)
        return Response(status=204)


def _told(request: Request, challenge: PhasedChallenge, contest: ModelContest) -> dict[str, Any]:
    making = selectors.making_of(contest=contest)
    return {
        "seal": contest.seal,
        "melodies": selectors.melodies_of(contest=contest).count(),
        "techniques": contest.techniques,
        "most_megabytes": contest.most_megabytes,
        "takes_made": making.ended,
        "takes_all": making.all,
        "suites_at": contest.suites_at,
        "mine": selectors.entered_of(contest=contest, person=request.user),
        "models": selectors.told_models(challenge=challenge),
    }


def _contest(slug: str) -> tuple[PhasedChallenge, ModelContest]:
    challenge = get_object_or_404(challenges_listed(), slug=slug, kind=Kind.MODELS)
    contest = selectors.contest_of(challenge=challenge)
    if contest is None:
        raise Http404
    return challenge, contest


urlpatterns = [
    path("challenges/<slug:slug>/models/", Contest.as_view()),
    path("challenges/<slug:slug>/models/<int:pk>/", Entered.as_view()),
]
