"""Score reports over HTTP. Open to all who know the address: a report says nothing about people."""

from uuid import UUID

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from scoring import selectors
from scoring.serializers import ScoreReportSerializer
from scoring.telling import told_of


class ScoreReportView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=ScoreReportSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """The metrics of a song beside real music, and what to do about them. Scores are rounded
        to 5 while the challenge whose secret draw they were made with runs."""
        report = selectors.score_report_get(pk=pk)
        if report is None:
            raise Http404("There is no such score report.")
        return Response(ScoreReportSerializer(told_of(report)).data)


urlpatterns = [path("score-reports/<uuid:pk>/", ScoreReportView.as_view(), name="api-score-report")]
