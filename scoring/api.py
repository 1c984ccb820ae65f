"""Score reports over HTTP. Open to all who know the address: a report says nothing about people."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from scoring import selectors
from scoring.models import ScoreReport


class ReadingShape(serializers.Serializer):
    """One metric: of the whole song (`value`) and of a typical eight bars, beside the central 80 %
    of real music."""

    name = serializers.CharField()
    group = serializers.CharField()
    label = serializers.CharField()
    unit = serializers.CharField()
    line = serializers.CharField()
    counts = serializers.BooleanField()
    value = serializers.FloatField(allow_null=True)
    typical = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    percentile = serializers.FloatField(allow_null=True)
    score = serializers.FloatField(allow_null=True)
    verdict = serializers.CharField()


class ReportErrorShape(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class ScoreReportShape(serializers.ModelSerializer):
    """A report; `metrics` is empty and `score` null until `state` is done."""

    digest = serializers.CharField(source="song_id")
    metrics = serializers.SerializerMethodField()
    groups = serializers.DictField(child=serializers.FloatField())
    error = serializers.SerializerMethodField()

    class Meta:
        model = ScoreReport
        fields = [
            "id",
            "digest",
            "genre",
            "version",
            "state",
            "metrics",
            "groups",
            "score",
            "error",
            "created_at",
            "finished_at",
        ]
        read_only_fields = fields

    @extend_schema_field(ReadingShape(many=True))
    def get_metrics(self, report: ScoreReport) -> list[dict[str, Any]]:
        return list(ReadingShape(selectors.score_report_lines(report=report), many=True).data)

    @extend_schema_field(ReportErrorShape(allow_null=True))
    def get_error(self, report: ScoreReport) -> dict[str, str] | None:
        return (
            {"code": "score_failed", "message": report.error_message}
            if report.error_message
            else None
        )


class ScoreReportView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=ScoreReportShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """The metrics of a song beside real music."""
        report = selectors.score_report_get(pk=pk)
        if report is None:
            raise Http404("There is no such score report.")
        return Response(ScoreReportShape(report).data)


urlpatterns = [path("score-reports/<uuid:pk>/", ScoreReportView.as_view(), name="score_report")]
