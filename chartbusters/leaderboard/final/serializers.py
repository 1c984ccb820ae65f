"""What a final board looks like in the API."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from chartbusters.accounts.models import User
from chartbusters.leaderboard.final.words import why

SPAN = {"min_length": 2, "max_length": 2}
SHARE = {"allow_null": True, "help_text": "place among the entries, 0 to 1; null: says nothing"}


class FinalWeightsSerializer(serializers.Serializer):
    """Of the three parts, in percent."""

    public = serializers.FloatField()
    jury = serializers.FloatField()
    metrics = serializers.FloatField()


class FinalJurorSerializer(serializers.Serializer):
    """How a juror marks beside the others; a positive `severity` was added to what they gave."""

    number = serializers.IntegerField()
    severity = serializers.FloatField()
    sheets = serializers.IntegerField()


class AgreementSerializer(serializers.Serializer):
    """Krippendorff's alpha of the jury's marks, with a 95 % interval."""

    alpha = serializers.FloatField()
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    units = serializers.IntegerField(help_text="entries that two jurors or more have judged")


class FinalRowSerializer(serializers.Serializer):
    """An entry on the final board, with the reasons for its place."""

    rank = serializers.ListField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="null for an entry that is there to compare with",
        **SPAN,
    )
    position = serializers.IntegerField()
    number = serializers.IntegerField()
    name = serializers.CharField()
    maker = serializers.CharField()
    co_authors = serializers.ListField(child=serializers.CharField(), help_text="by user name")
    url = serializers.CharField()
    final = serializers.FloatField(allow_null=True)
    interval = serializers.ListField(child=serializers.FloatField(), allow_null=True, **SPAN)
    public = serializers.FloatField(**SHARE)
    jury = serializers.FloatField(**SHARE)
    metrics = serializers.FloatField(**SHARE)
    why = serializers.ListField(child=serializers.CharField())


class FinalSerializer(serializers.Serializer):
    """One page of a final board. `weights` are those of the challenge, `used` those that counted
    once parts that say nothing gave theirs to the others."""

    challenge = serializers.SlugField()
    computed_at = serializers.DateTimeField()
    inputs_digest = serializers.CharField()
    seed = serializers.IntegerField()
    draws = serializers.IntegerField()
    weights = FinalWeightsSerializer()
    used = FinalWeightsSerializer()
    missing = serializers.ListField(child=serializers.CharField())
    jurors = FinalJurorSerializer(many=True)
    agreement = AgreementSerializer(allow_null=True)
    rows = FinalRowSerializer(many=True)
    next = serializers.URLField(allow_null=True)


def row_values(row: Any, figures: dict[str, Any], slug: str, people: list[User]) -> dict[str, Any]:
    """`people` are those of the entry, its maker first."""
    return {
        "rank": None if row.entry.compared_at else [row.rank_low, row.rank_high],
        "position": row.position,
        "number": row.entry.number,
        "name": row.entry.title,
        "maker": row.entry.maker.username,
        "co_authors": [one.username for one in people[1:]],
        "url": reverse("final-why", args=[slug, row.entry.number]),
        "final": row.final,
        "interval": None if row.final is None else [row.low, row.high],
        **row.shares,
        "why": why(row, figures),
    }
