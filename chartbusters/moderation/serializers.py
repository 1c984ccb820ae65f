"""What reports and entries on the desk look like in the API."""

from typing import Any

from rest_framework import serializers

from chartbusters.moderation.models import LONGEST_WORDS, Decision, Report, Why
from chartbusters.moderation.services.deciding import LONGEST_REASON, kind_of
from generation.fields import WholeField


class ReportInput(serializers.Serializer):
    why = serializers.ChoiceField(Why.choices)
    words = serializers.CharField(
        max_length=4 * LONGEST_WORDS, required=False, allow_blank=True, default=""
    )


class SideReportInput(ReportInput):
    side = serializers.ChoiceField(["a", "b"])


class MyReportSerializer(serializers.Serializer):
    """A report of mine. Which entry a side of a ballot was, it does not tell."""

    id = serializers.IntegerField(source="report.pk")
    about = serializers.CharField()
    why = serializers.ChoiceField(Why.choices, source="report.why")
    words = serializers.CharField(source="report.words")
    made_at = serializers.DateTimeField(source="report.made_at")
    decision = serializers.CharField(
        source="report.decision", help_text="as in a decision; empty: it waits"
    )
    answer = serializers.CharField(source="report.answer")


class WaitingReportSerializer(serializers.ModelSerializer):
    """A report that waits, for those who decide."""

    entry = serializers.IntegerField(source="entry.number", allow_null=True, default=None)
    kind = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = ["id", "kind", "entry", "why", "words", "made_at"]
        read_only_fields = fields

    def get_kind(self, report: Any) -> str:
        return kind_of(report)


class DecisionInput(serializers.Serializer):
    decision = serializers.ChoiceField(Decision.choices)
    reason = serializers.CharField(
        max_length=4 * LONGEST_REASON,
        required=False,
        allow_blank=True,
        default="",
        help_text="to the maker; needed where something is done",
    )
    answer = serializers.CharField(
        max_length=4 * LONGEST_WORDS,
        required=False,
        allow_blank=True,
        default="",
        help_text="to whoever reported it",
    )


class ClosedReportsSerializer(serializers.Serializer):
    closed = serializers.IntegerField(help_text="open reports on the same thing, this one too")


class ReasonInput(serializers.Serializer):
    reason = serializers.CharField(max_length=4 * LONGEST_REASON, help_text="its maker reads it")


class DisqualificationSerializer(serializers.Serializer):
    """An entry as its organisers see it."""

    number = WholeField()
    disqualified_at = serializers.DateTimeField(allow_null=True)


class ComparisonSerializer(serializers.Serializer):
    """Whether an entry is there to compare with, and takes no place."""

    number = WholeField(read_only=True)
    compared = serializers.BooleanField()
