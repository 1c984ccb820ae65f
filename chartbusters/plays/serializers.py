"""What plays look like in the API."""

from rest_framework import serializers

from chartbusters.plays.beginnings import LONGEST
from chartbusters.plays.services.telling import LONGEST_MS


class PlayBegunSerializer(serializers.Serializer):
    """A play that begins now."""

    token = serializers.CharField(
        help_text="to be told once enough was heard; empty where it would not count, as for makers"
    )
    after_ms = serializers.IntegerField(
        help_text="milliseconds to be heard, and to pass, before it is told"
    )


class PlayInput(serializers.Serializer):
    token = serializers.CharField(max_length=LONGEST)
    heard_ms = serializers.IntegerField(
        min_value=0, max_value=LONGEST_MS, help_text="no more is believed than has passed"
    )
