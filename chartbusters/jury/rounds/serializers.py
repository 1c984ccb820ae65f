"""What final rounds look like in the API."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from chartbusters.accounts.models import User
from chartbusters.challenges.people import people_of
from chartbusters.jury.models import Juror
from chartbusters.jury.rounds import selectors
from chartbusters.jury.rounds.models import MOST
from chartbusters.jury.rounds.result import Placed, result_of
from generation.fields import WholeField

SPAN = {"min_length": 2, "max_length": 2}
LARGEST_NUMBER = 2**31 - 1


class GivenPlaceInput(serializers.Serializer):
    number = WholeField(min_value=1, max_value=LARGEST_NUMBER)
    place = WholeField(min_value=1, max_value=MOST)


class JuryOrderInput(serializers.Serializer):
    """A place for each finalist that is mine to order; several may have the same."""

    places = GivenPlaceInput(many=True, max_length=MOST)


class GivenPlaceSerializer(serializers.Serializer):
    """A finalist by its number, and the place that I gave it so far."""

    number = serializers.IntegerField()
    place = serializers.IntegerField(allow_null=True)


class JuryRoundSerializer(serializers.Serializer):
    """The newest final round as a juror has it, without what others said."""

    challenge = serializers.SlugField()
    running = serializers.BooleanField()
    ends_at = serializers.DateTimeField()
    entries = GivenPlaceSerializer(many=True)


class PlacedEntrySerializer(serializers.Serializer):
    """A finalist with the ranks that it may have, alone or shared."""

    rank = serializers.ListField(child=serializers.IntegerField(), **SPAN)
    number = serializers.IntegerField()
    name = serializers.CharField()
    maker = serializers.CharField()
    co_authors = serializers.ListField(child=serializers.CharField(), help_text="by user name")
    url = serializers.CharField()
    above = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="how many jurors put it before each entry, in the order of `rows`",
    )


class JuryRoundResultSerializer(serializers.Serializer):
    """What a final round decided, by Schulze's method; it moves no board."""

    challenge = serializers.SlugField()
    ended_at = serializers.DateTimeField()
    jurors = serializers.ListField(child=serializers.IntegerField(), help_text="by number")
    rows = PlacedEntrySerializer(many=True)


def round_data(juror: Juror, newest: Any) -> Any:
    told = {
        "challenge": juror.challenge.slug,
        "running": newest.running,
        "ends_at": newest.last_moment,
        "entries": selectors.order_of(round_=newest, juror=juror),
    }
    return JuryRoundSerializer(told).data


def result_data(challenge: Any, told: Any) -> Any:
    result = result_of(round_=told)
    people = people_of(row.entry for row in result.rows)
    found = {
        "challenge": challenge.slug,
        "ended_at": told.last_moment,
        "jurors": result.jurors,
        "rows": [_row(row, challenge.slug, people[row.entry.pk]) for row in result.rows],
    }
    return JuryRoundResultSerializer(found).data


def _row(row: Placed, slug: str, people: list[User]) -> dict[str, Any]:
    """`people` are those of the entry, its maker first."""
    return {
        "rank": [row.low, row.high],
        "number": row.entry.number,
        "name": row.entry.title,
        "maker": row.entry.maker.username,
        "co_authors": [one.username for one in people[1:]],
        "url": reverse("entry", args=[slug, row.entry.pk]),
        "above": row.above,
    }
