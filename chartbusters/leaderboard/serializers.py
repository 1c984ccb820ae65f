"""What a board looks like in the API."""

from typing import Any

from rest_framework import serializers

from chartbusters.challenges.models import BoardShows
from chartbusters.leaderboard.models import Audience, Occasion
from chartbusters.leaderboard.rows import BoardRow

SPAN = {"min_length": 2, "max_length": 2}


class RowSerializer(serializers.Serializer):
    """An entry on the board; `rank` and `interval` are the lowest and the highest that the votes
    allow."""

    rank = serializers.ListField(
        child=serializers.IntegerField(),
        allow_null=True,
        help_text="null for an entry that is there to compare with",
        **SPAN,
    )
    position = serializers.IntegerField()
    name = serializers.CharField()
    maker = serializers.CharField(allow_null=True)
    co_authors = serializers.ListField(child=serializers.CharField(), help_text="by user name")
    url = serializers.CharField(allow_null=True)
    mine = serializers.BooleanField()
    compared = serializers.BooleanField(
        help_text="whether it is there to compare with and takes no place; told at the end"
    )
    rating = serializers.FloatField()
    interval = serializers.ListField(child=serializers.FloatField(), **SPAN)
    votes = serializers.IntegerField()
    score = serializers.FloatField(allow_null=True)
    provenance = serializers.CharField(
        allow_null=True,
        help_text="in words: verified, edited so many of so many notes, not reproducible, made by "
        "hand; null while it is blind or not worked out",
    )

    def to_representation(self, row: BoardRow) -> dict[str, Any]:
        return dict(super().to_representation(_values(row)))


class DaySerializer(serializers.Serializer):
    """How many votes came on a day (UTC) that is past."""

    day = serializers.DateField()
    votes = serializers.IntegerField()


class SealSerializer(serializers.Serializer):
    """One link of the chain of a challenge's sealed boards; it names the one before by its
    digest."""

    number = serializers.IntegerField()
    audience = serializers.ChoiceField(Audience.choices)
    occasion = serializers.ChoiceField(Occasion.choices)
    sealed_at = serializers.DateTimeField()
    before = serializers.CharField()
    digest = serializers.CharField()


class BoardSerializer(serializers.Serializer):
    """One page of a board; there are no rows below `needed` votes, nor while votes are hidden."""

    challenge = serializers.SlugField()
    shows = serializers.ChoiceField(
        BoardShows.choices, help_text="what is told of the votes while voting runs"
    )
    votes = serializers.IntegerField(help_text="that went in; 0 while they are hidden")
    days = DaySerializer(many=True, help_text="told while all else is hidden")
    needed = serializers.IntegerField()
    computed_at = serializers.DateTimeField(allow_null=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    rows = RowSerializer(many=True)
    seal = SealSerializer(allow_null=True, help_text="of a board that was asked for by its moment")
    own = RowSerializer(
        many=True, help_text="of the entries of who asks, on whatever page they are"
    )


def _values(row: BoardRow) -> dict[str, Any]:
    told = row.told
    return {
        "rank": row.ranks and list(row.ranks),
        "position": told.standings__position,
        "name": row.name,
        "maker": row.username,
        "co_authors": row.co_authors,
        "url": row.address,
        "mine": row.mine,
        "compared": row.compared,
        "rating": round(told.standings__rating, 1),
        "interval": [round(told.standings__low, 1), round(told.standings__high, 1)],
        "votes": told.standings__votes,
        "score": row.score,
        "provenance": row.stamp and row.stamp.words,
    }
