"""Applause for an entry in the API."""

from typing import Any

from rest_framework import serializers


class ApplauseSerializer(serializers.Serializer[Any]):
    applause = serializers.IntegerField(help_text="people who applaud it")
    mine = serializers.BooleanField()
