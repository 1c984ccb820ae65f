"""What a score report looks like in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from scoring import selectors
from scoring.models import ScoreReport


class ReadingSerializer(serializers.Serializer):
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


class ReportFindingSerializer(serializers.Serializer):
    """What a musician can act on, the heaviest first: a sentence and its place in the song."""

    name = serializers.CharField(help_text="of the metric, or of the test that found it")
    sentence = serializers.CharField()
    first_bar = serializers.IntegerField(help_text="counted from 0")
    bars = serializers.IntegerField(help_text="how many it is about")
    track = serializers.IntegerField(
        allow_null=True, help_text="counted from 0; null where it is about all tracks"
    )


class ReportErrorSerializer(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class ScoreReportSerializer(serializers.ModelSerializer):
    """A report; `metrics` is empty and `score` null until `state` is done."""

    digest = serializers.CharField(source="song_id")
    metrics = serializers.SerializerMethodField()
    groups = serializers.DictField(child=serializers.FloatField())
    findings = ReportFindingSerializer(many=True)
    left_out = serializers.DictField(
        child=serializers.IntegerField(), help_text="notes that nobody hears, by reason"
    )
    seed = serializers.CharField(
        help_text="the draw it was judged by, once that is told; empty for the public one"
    )
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
            "findings",
            "left_out",
            "seed",
            "error",
            "created_at",
            "finished_at",
        ]
        read_only_fields = fields

    @extend_schema_field(ReadingSerializer(many=True))
    def get_metrics(self, report: ScoreReport) -> list[dict[str, Any]]:
        return list(ReadingSerializer(selectors.score_report_lines(report=report), many=True).data)

    @extend_schema_field(ReportErrorSerializer(allow_null=True))
    def get_error(self, report: ScoreReport) -> dict[str, str] | None:
        return (
            {"code": "score_failed", "message": report.error_message}
            if report.error_message
            else None
        )
