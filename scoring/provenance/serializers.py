"""What provenance looks like in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from scoring.models import Provenance
from scoring.provenance import selectors


class CheckedTakeSerializer(serializers.Serializer):
    """A take that the song was made with, the first first."""

    technique = serializers.CharField()
    model = serializers.CharField()
    sampler_version = serializers.IntegerField()
    kept = serializers.IntegerField(help_text="notes that are as the model wrote them")
    why = serializers.CharField(help_text="it cannot be made again; empty where it can")


class EditedPlaceSerializer(serializers.Serializer):
    """Where notes of models were changed or taken out, as far as they are named."""

    track = serializers.CharField()
    bar = serializers.IntegerField(help_text="from 1")
    notes = serializers.IntegerField()


class StampSerializer(serializers.ModelSerializer):
    """The same in short: `standing` is empty until `state` is done."""

    words = serializers.SerializerMethodField(help_text="as pages show it")

    class Meta:
        model = Provenance
        fields = ["state", "standing", "words", "notes", "written", "kept"]
        read_only_fields = fields

    def get_words(self, row: Provenance) -> str:
        return selectors.badge_of(row).words


class ProvenanceSerializer(StampSerializer):
    """What a song is beside the recipes in its history: `written` notes are of models, `kept` of
    these as they were written."""

    digest = serializers.CharField(source="song_id")
    detail = serializers.SerializerMethodField()
    takes = CheckedTakeSerializer(many=True)
    edited = serializers.SerializerMethodField()

    class Meta(StampSerializer.Meta):
        fields = [*StampSerializer.Meta.fields, "digest", "detail", "takes", "edited"]
        fields += ["finished_at"]
        read_only_fields = fields

    def get_detail(self, row: Provenance) -> str:
        return selectors.badge_of(row).detail

    @extend_schema_field(EditedPlaceSerializer(many=True))
    def get_edited(self, row: Provenance) -> list[dict[str, Any]]:
        return selectors.places_told(row)
