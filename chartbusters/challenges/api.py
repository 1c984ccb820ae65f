"""Challenges for everybody; entries of the person signed in."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges import selectors, serializers, services
from chartbusters.challenges.applause_serializers import ApplauseSerializer
from chartbusters.challenges.framing import challenge_or_404, told_or_404
from chartbusters.challenges.models import Entry
from chartbusters.compositions.selectors import compositions_of
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import Flow


class Challenges(ListAPIView):
    """All challenges, those one can take part in first."""

    permission_classes = [AllowAny]
    serializer_class = serializers.ChallengeSerializer

    def get_queryset(self) -> list[Any]:
        return selectors.challenges_told()

    def paginate_queryset(self, queryset: Any) -> Any:
        """With the notes of those on this page."""
        return selectors.with_notes(challenges=super().paginate_queryset(queryset) or [])


class OneChallenge(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=serializers.ChallengeSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """One challenge."""
        return Response(
            serializers.ChallengeSerializer(
                selectors.with_notes(challenges=[told_or_404(slug)])[0]
            ).data
        )


class ChallengeEntries(ListAPIView):
    """The entries, by number only until the challenge is closed."""

    permission_classes = [AllowAny]
    serializer_class = serializers.ShownEntrySerializer

    @cached_property
    def challenge(self) -> Any:
        return told_or_404(self.kwargs["slug"])

    def get_queryset(self) -> QuerySet[Entry]:
        return selectors.entries_by_number(challenge=self.challenge)

    def paginate_queryset(self, queryset: Any) -> Any:
        """Those on this page, as the viewer may know them."""
        entries = super().paginate_queryset(queryset) or []
        return selectors.entries_shown(
            challenge=self.challenge, viewer=self.request.user, entries=entries
        )


class Check(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.CheckInput, responses=serializers.FindingsSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """Which rules one of my songs meets, and which it does not."""
        body = serializers.CheckInput(data=request.data)
        body.is_valid(raise_exception=True)
        composition = get_object_or_404(
            compositions_of(owner=request.user), pk=body.validated_data["composition"]
        )
        findings = selectors.findings_of(challenge=challenge_or_404(slug), composition=composition)
        return Response(serializers.FindingsSerializer({"rules": findings}).data)


class MyEntries(Flow):
    ordering = ("-submitted_at", "pk")


class Entries(ListAPIView):
    """The receipts of my entries, the newest first; withdrawn ones too."""

    permission_classes = [IsAuthenticated]
    pagination_class = MyEntries
    serializer_class = serializers.ReceiptSerializer

    def get_queryset(self) -> QuerySet[Entry]:
        return selectors.entries_of(maker=self.request.user)

    @extend_schema(
        request=serializers.EntryInput,
        responses={201: serializers.ReceiptSerializer, 404: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        """Enters the head of one of my songs. Where each may have one entry, the one I had is
        withdrawn; where each may have several, the one named by `replaces`."""
        body = serializers.EntryInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        composition = get_object_or_404(
            compositions_of(owner=request.user), pk=asked["composition"]
        )
        entry = services.entry_create(
            challenge=challenge_or_404(asked["challenge"]),
            composition=composition,
            maker=composition.owner,
            process_note=asked["process_note"],
            replaces=asked["replaces"],
            heard_by_all=asked["heard_by_all"],
            conditions=asked["conditions"],
            late=asked["late"],
        )
        return Response(_receipt(entry, request), 201)


class OneEntry(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=serializers.ReceiptSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The receipt of one of my entries."""
        return Response(
            serializers.ReceiptSerializer(
                get_object_or_404(selectors.entries_of(maker=request.user), pk=pk)
            ).data
        )


class Withdrawal(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=serializers.ReceiptSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Takes one of my entries out of an open challenge."""
        entry = services.entry_withdraw(
            entry=get_object_or_404(selectors.entries_of(maker=request.user), pk=pk)
        )
        return Response(_receipt(entry, request))


class OneApplause(APIView):
    """Applause of the person signed in for an entry whose challenge is over."""

    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses=ApplauseSerializer)
    def put(self, request: Request, pk: UUID) -> Response:
        """Applauds; again changes nothing."""
        entry = services.applause_give(entry=_ended(pk), person=request.user)
        return Response({"applause": entry.applauded, "mine": True})

    @extend_schema(responses=ApplauseSerializer)
    def delete(self, request: Request, pk: UUID) -> Response:
        """Takes it back."""
        entry = services.applause_take(entry=_ended(pk), person=request.user)
        return Response({"applause": entry.applauded, "mine": False})


def _ended(pk: UUID) -> Entry:
    """404 also for entries that nobody may know yet, or they could be told apart."""
    return get_object_or_404(selectors.entries_ended(), pk=pk)


def _receipt(entry: Entry, request: Request) -> dict[str, Any]:
    found = selectors.entries_of(maker=request.user).get(pk=entry.pk)
    return dict(serializers.ReceiptSerializer(found).data)


urlpatterns = [
    path("challenges/", Challenges.as_view(), name="api-challenges"),
    path("challenges/<slug:slug>/", OneChallenge.as_view(), name="api-challenge"),
    path(
        "challenges/<slug:slug>/entries/", ChallengeEntries.as_view(), name="api-challenge-entries"
    ),
    path("challenges/<slug:slug>/check/", Check.as_view(), name="api-challenge-check"),
    path("entries/", Entries.as_view(), name="api-entries"),
    path("entries/<uuid:pk>/", OneEntry.as_view(), name="api-entry"),
    path("entries/<uuid:pk>/applause/", OneApplause.as_view(), name="api-entry-applause"),
    path("entries/<uuid:pk>/withdraw/", Withdrawal.as_view(), name="api-entry-withdraw"),
]
