"""Asking to take part in the API, and answering who asks."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges import selectors, services
from chartbusters.challenges.models import JoinRequest
from chartbusters.challenges.people_api import body_asked, challenge_organised
from chartbusters.challenges.services.join_requests import LONGEST_WORDS
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import Flow

MISSING = {404: ErrorSerializer}


class AskInput(serializers.Serializer):
    words = serializers.CharField(max_length=LONGEST_WORDS, help_text="one sentence: who I am")


class JoinAnswerInput(serializers.Serializer):
    accept = serializers.BooleanField()


class JoinRequestSerializer(serializers.ModelSerializer):
    """Who asks to take part; `accepted` is null until an organiser has answered."""

    username = serializers.CharField(source="person.username")

    class Meta:
        model = JoinRequest
        fields = ["id", "username", "words", "asked_at", "answered_at", "accepted"]
        read_only_fields = fields


class Asking(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=AskInput, responses={201: JoinRequestSerializer, **MISSING})
    def post(self, request: Request, slug: str) -> Response:
        """Asks the organisers to let me take part, once."""
        challenge = get_object_or_404(selectors.challenges_listed(), slug=slug)
        wish = {"challenge": challenge, "person": request.user, **body_asked(AskInput, request)}
        made = services.join_request_make(**wish)
        made.refresh_from_db(fields=["asked_at"])
        return Response(JoinRequestSerializer(made).data, 201)


class WaitingInPages(Flow):
    ordering = ("pk",)


class Waiting(ListAPIView):
    """Who asks to take part in a challenge that I run, and has no answer, the first first."""

    permission_classes = [IsAuthenticated]
    pagination_class = WaitingInPages
    serializer_class = JoinRequestSerializer

    def get_queryset(self) -> QuerySet[JoinRequest]:
        challenge = challenge_organised(self.request, self.kwargs["slug"])
        return selectors.join_requests_waiting(challenge=challenge)


class Answering(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=JoinAnswerInput, responses={200: JoinRequestSerializer, **MISSING})
    def post(self, request: Request, slug: str, pk: int) -> Response:
        """Yes, which makes a member, or no; said once."""
        challenge = challenge_organised(request, slug)
        said = {"pk": pk, "by": request.user, **body_asked(JoinAnswerInput, request)}
        return Response(
            JoinRequestSerializer(services.join_request_answer(challenge=challenge, **said)).data
        )


ONE = "challenges/<slug:slug>/"
urlpatterns = [
    path(f"{ONE}ask/", Asking.as_view(), name="api-challenge-ask"),
    path(f"{ONE}requests/", Waiting.as_view(), name="api-join-requests"),
    path(f"{ONE}requests/<int:pk>/", Answering.as_view(), name="api-join-request"),
]
