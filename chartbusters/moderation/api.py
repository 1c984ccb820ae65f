"""Reports of the person signed in; for organisers, deciding on them and disqualifying entries."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.challenges.models import Challenge, Entry
from chartbusters.challenges.organisers import Right, right_require
from chartbusters.challenges.services import entry_compare, entry_disqualify, entry_reinstate
from chartbusters.moderation import finding, selectors, serializers, services
from chartbusters.moderation.models import Report
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.pagination import Flow

MADE = {201: serializers.MyReportSerializer, 404: ErrorSerializer}


class Reporting(APIView):
    """A report on one thing. Each kind has an address of its own."""

    permission_classes = [IsAuthenticated]

    def made(self, request: Request, report: Any, wish: Any = None, **on: Any) -> Response:
        body = (wish or serializers.ReportInput)(data=request.data)
        body.is_valid(raise_exception=True)
        made = report(by=request.user, **body.validated_data, **on)
        mine = selectors.reports_of(person=request.user).get(pk=made.pk)
        told = selectors.report_told(mine)
        return Response(serializers.MyReportSerializer(told).data, 201)


class SongReports(Reporting):
    @extend_schema(request=serializers.ReportInput, responses=MADE)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reports a public song to staff."""
        return self.made(request, services.song_report, song=finding.song_found(pk=pk))


class PersonReports(Reporting):
    @extend_schema(request=serializers.ReportInput, responses=MADE)
    def post(self, request: Request, username: str) -> Response:
        """Reports a person, and what their profile says, to staff."""
        found = finding.person_found(username=username)
        return self.made(request, services.person_report, person=found)


class CommentReports(Reporting):
    @extend_schema(request=serializers.ReportInput, responses=MADE)
    def post(self, request: Request, pk: int) -> Response:
        """Reports a comment to staff."""
        return self.made(request, services.comment_report, comment=finding.comment_found(pk=pk))


class EntryReports(Reporting):
    @extend_schema(request=serializers.ReportInput, responses=MADE)
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Reports an entry by its number to the organisers of its challenge."""
        found = finding.entry_found(slug=slug, number=number)
        return self.made(request, services.entry_report, entry=found)


class BallotReports(Reporting):
    @extend_schema(request=serializers.SideReportInput, responses=MADE)
    def post(self, request: Request, pk: UUID) -> Response:
        """Reports one side of a ballot of mine. Nothing is told of which entry it is."""
        found = finding.ballot_found(pk=pk, voter=request.user)
        return self.made(request, services.ballot_report, serializers.SideReportInput, ballot=found)


class NewestFirst(Flow):
    ordering = ("-made_at", "-pk")


class OldestFirst(Flow):
    ordering = ("made_at", "pk")


class MyReports(ListAPIView):
    """My reports, the newest first, and what came of them."""

    permission_classes = [IsAuthenticated]
    pagination_class = NewestFirst
    serializer_class = serializers.MyReportSerializer

    def get_queryset(self) -> QuerySet[Report]:
        return selectors.reports_of(person=self.request.user)

    def paginate_queryset(self, queryset: Any) -> Any:
        return [selectors.report_told(one) for one in super().paginate_queryset(queryset) or []]


class ChallengeReports(ListAPIView):
    """Reports on entries that wait for a decision, the oldest first, for organisers."""

    permission_classes = [IsAuthenticated]
    pagination_class = OldestFirst
    serializer_class = serializers.WaitingReportSerializer

    def get_queryset(self) -> QuerySet[Report]:
        return selectors.reports_waiting(challenge=_challenge(self.request, self.kwargs["slug"]))


class Decisions(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=serializers.DecisionInput, responses=serializers.ClosedReportsSerializer)
    def post(self, request: Request, pk: int) -> Response:
        """Decides on a report, and on all that wait on the same thing."""
        report = get_object_or_404(Report, pk=pk)
        services.refuse_stranger(report=report, by=request.user)
        body = serializers.DecisionInput(data=request.data)
        body.is_valid(raise_exception=True)
        closed = services.report_decide(report=report, by=request.user, **body.validated_data)
        return Response(serializers.ClosedReportsSerializer({"closed": closed}).data)


class Disqualifications(APIView):
    permission_classes = [IsAuthenticated]
    back = False

    @extend_schema(
        request=serializers.ReasonInput, responses=serializers.DisqualificationSerializer
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Puts an entry out of its challenge, or takes that back, for its organisers."""
        entry = _entry(_challenge(request, slug), number)
        body = serializers.ReasonInput(data=request.data)
        body.is_valid(raise_exception=True)
        act = entry_reinstate if self.back else entry_disqualify
        done = act(entry=entry, by=request.user, reason=body.validated_data["reason"])
        return Response(serializers.DisqualificationSerializer(done).data)


class Comparisons(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(
        request=serializers.ComparisonSerializer, responses=serializers.ComparisonSerializer
    )
    def post(self, request: Request, slug: str, number: int) -> Response:
        """Says that an entry is there to compare with and takes no place, or that it takes one
        after all, for its organisers."""
        entry = _entry(_challenge(request, slug), number)
        body = serializers.ComparisonSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        back = not body.validated_data["compared"]
        done = entry_compare(entry=entry, by=request.user, back=back)
        told = {"number": done.number, "compared": done.compared_at is not None}
        return Response(serializers.ComparisonSerializer(told).data)


def _challenge(request: Request, slug: str) -> Challenge:
    challenge = get_object_or_404(Challenge, slug=slug)
    right_require(person=request.user, challenge=challenge, right=Right.MODERATE)
    return challenge


def _entry(challenge: Challenge, number: int) -> Entry:
    found = Entry.objects.filter(challenge=challenge, number=number).select_related("challenge")
    if (entry := found.first()) is None:
        raise Http404
    return entry


ENTRY = "challenges/<slug:slug>/entries/<int:number>"

urlpatterns = [
    path("reports/", MyReports.as_view(), name="api-reports"),
    path("reports/<int:pk>/decide/", Decisions.as_view(), name="api-report-decide"),
    path("songs/<uuid:pk>/report/", SongReports.as_view(), name="api-song-report"),
    path("comments/<int:pk>/report/", CommentReports.as_view(), name="api-comment-report"),
    path("people/<str:username>/report/", PersonReports.as_view(), name="api-person-report"),
    path("ballots/<uuid:pk>/report/", BallotReports.as_view(), name="api-ballot-report"),
    path(f"{ENTRY}/report/", EntryReports.as_view(), name="api-entry-report"),
    path(f"{ENTRY}/disqualify/", Disqualifications.as_view(), name="api-entry-disqualify"),
    path(f"{ENTRY}/compare/", Comparisons.as_view(), name="api-entry-compare"),
    path(
        f"{ENTRY}/reinstate/",
        Disqualifications.as_view(back=True),
        name="api-entry-reinstate",
    ),
    path(
        "challenges/<slug:slug>/reports/", ChallengeReports.as_view(), name="api-challenge-reports"
    ),
]
