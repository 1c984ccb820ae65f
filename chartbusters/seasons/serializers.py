"""What a season looks like in the API."""

from typing import Any

from rest_framework import serializers

from chartbusters.seasons.models import Season, SeasonStanding
from chartbusters.seasons.selectors import Contest, board_of


class SeasonContestSerializer(serializers.Serializer):
    """A challenge of a season; it counts once it has a result."""

    challenge = serializers.SlugField()
    voting_closes_at = serializers.DateTimeField()
    counted = serializers.BooleanField()

    def to_representation(self, contest: Contest) -> dict[str, Any]:
        challenge = contest.challenge
        told = {
            "challenge": challenge.slug,
            "voting_closes_at": challenge.voting_closes_at,
            "counted": contest.counted,
        }
        return dict(super().to_representation(told))


class SeasonRowSerializer(serializers.Serializer):
    """A person in a season, rated from 0 to 100."""

    position = serializers.IntegerField(help_text="of the row; no two have the same")
    place = serializers.IntegerField(help_text="shared by equal ratings")
    person = serializers.CharField(help_text="by user name")
    rating = serializers.FloatField()
    interval = serializers.ListField(child=serializers.FloatField(), min_length=2, max_length=2)
    contests = serializers.IntegerField(help_text="in which they have a result")

    def to_representation(self, row: SeasonStanding) -> dict[str, Any]:
        told = {
            "position": row.position,
            "place": row.place,
            "person": row.person.username,
            "rating": round(row.rating, 2),
            "interval": [round(row.low, 2), round(row.high, 2)],
            "contests": row.contests,
        }
        return dict(super().to_representation(told))


class SeasonFields(serializers.Serializer):
    """What `season_values` tells of a season."""

    slug = serializers.SlugField()
    title = serializers.CharField()
    words = serializers.CharField()
    people = serializers.IntegerField()
    computed_at = serializers.DateTimeField(allow_null=True)


class SeasonLineSerializer(SeasonFields):
    """A season in the list."""

    def to_representation(self, season: Season) -> dict[str, Any]:
        return dict(super().to_representation(season_values(season)))


class SeasonSerializer(SeasonFields):
    """A season with one page of its board."""

    contests = SeasonContestSerializer(many=True)
    rows = SeasonRowSerializer(many=True)
    own = SeasonRowSerializer(allow_null=True, help_text="of who asks, on whatever page it is")
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def season_values(season: Season) -> dict[str, Any]:
    board = board_of(season)
    return {
        "slug": season.slug,
        "title": season.title,
        "words": season.words,
        "people": board.people,
        "computed_at": board.computed_at,
    }
