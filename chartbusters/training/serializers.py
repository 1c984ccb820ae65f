"""What data sets look like in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from generation.dataset_selectors import STATES, dataset_stage
from generation.models import Dataset, DatasetPiece
from generation.techniques import TECHNIQUES


class DatasetInput(serializers.Serializer):
    """Files to train on."""

    files = serializers.ListField(
        child=serializers.FileField(),
        help_text="MIDI, MusicXML or ABC files, or zips of them: 500 files, 20 MB at most",
    )
    title = serializers.CharField(required=False, allow_blank=True, default="")
    rights = serializers.BooleanField(
        help_text="true: I wrote these, or they are in the public domain, or I may train on them"
    )


class DatasetFilesInput(serializers.Serializer):
    """Files to add to a data set, and pieces to remove from it."""

    files = serializers.ListField(child=serializers.FileField(), required=False)
    without = serializers.ListField(
        child=serializers.IntegerField(min_value=1), required=False, help_text="numbers of pieces"
    )
    rights = serializers.BooleanField(required=False, help_text="with files: as for a new one")


class DatasetTitleInput(serializers.Serializer):
    title = serializers.CharField(max_length=200)


class TeachableSerializer(serializers.Serializer):
    """What one technique can learn from a data set."""

    technique = serializers.CharField()
    title = serializers.CharField()
    pieces = serializers.IntegerField()
    refusal = serializers.CharField(help_text="why it cannot be trained on these; empty if it can")


def teachable(dataset: Dataset) -> list[dict[str, Any]]:
    """By technique, in the order in which people meet them; nothing before the files are read."""
    usable = dataset.findings.get("usable", {})
    refusals = dataset.findings.get("refusals", {})
    return [
        {
            "technique": name,
            "title": TECHNIQUES[name].title,
            "pieces": usable[name],
            "refusal": refusals.get(name, ""),
        }
        for name in TECHNIQUES
        if name in usable
    ]


class DatasetSerializer(serializers.ModelSerializer):
    """A data set as its owner sees it, without its files."""

    state = serializers.SerializerMethodField()
    files = serializers.IntegerField(help_text="read so far")
    used = serializers.IntegerField(help_text="that something can be learnt from")
    techniques = serializers.SerializerMethodField()
    trouble = serializers.SerializerMethodField(
        help_text="why files that came later were not read; empty as a rule"
    )
    refusal = serializers.CharField(source="error_message", help_text="why it is refused")

    class Meta:
        model = Dataset
        fields: tuple[str, ...] = (
            *("id", "title", "state", "progress", "stage", "files", "used", "techniques"),
            *("refusal", "trouble", "rights_at", "created_at"),
        )

    @extend_schema_field(serializers.ChoiceField(STATES))
    def get_state(self, dataset: Dataset) -> str:
        return dataset_stage(dataset)

    @extend_schema_field(TeachableSerializer(many=True))
    def get_techniques(self, dataset: Dataset) -> list[dict[str, Any]]:
        return teachable(dataset)

    def get_trouble(self, dataset: Dataset) -> str:
        return str(dataset.findings.get("trouble", ""))


class PieceSerializer(serializers.ModelSerializer):
    """One file: what can learn from it, or why it is left out."""

    techniques = serializers.ListField(child=serializers.CharField())
    split = serializers.CharField(help_text="train, valid (kept back to judge by), or nothing")

    class Meta:
        model = DatasetPiece
        fields = ("number", "name", "split", "techniques", "left_out")


class DatasetWholeSerializer(DatasetSerializer):
    """A data set with all its files."""

    pieces = PieceSerializer(many=True)

    class Meta(DatasetSerializer.Meta):
        fields = (*DatasetSerializer.Meta.fields, "pieces")
