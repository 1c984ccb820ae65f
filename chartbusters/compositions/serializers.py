"""What compositions, presets and imported files look like in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from chartbusters.compositions.files import WRITERS
from chartbusters.compositions.models import (
    LONGEST_NAME,
    LONGEST_TAGS,
    MOST_TAGS,
    Composition,
    Licence,
    Origin,
    Revision,
    Visibility,
)
from chartbusters.compositions.presets import Preset
from chartbusters.compositions.provenance import Source
from generation.fields import SongDocumentSerializer, SongField, WholeField
from generation.music.document import to_document
from generation.music.melody import melody_track
from generation.music.upload import Upload


class OriginInput(serializers.Serializer):
    """How a song came to be; `job` is the generation job that made it."""

    kind = serializers.ChoiceField(Origin.choices, default=Origin.EDITED)
    job = serializers.UUIDField(required=False, allow_null=True, default=None)


@extend_schema_field(OriginInput)
class OriginField(serializers.Field):
    """The same of a row that keeps what its maker said."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"source": "*", "read_only": True, **options})

    def to_representation(self, row: Any) -> dict[str, Any]:
        return {"kind": row.origin, "job": row.job}


class SongInput(serializers.Serializer):
    """A song to save."""

    document = SongField()
    origin = OriginInput(required=False)

    def stated_source(self) -> Source:
        return Source(**self.validated_data.get("origin", {}))


class RevisionInput(SongInput):
    after = WholeField(
        required=False,
        allow_null=True,
        default=None,
        min_value=1,
        max_value=2**31 - 1,
        help_text="the revision that the song was made from: with a later one on the site the "
        "save is refused",
    )


class CompositionInput(SongInput):
    title = serializers.CharField(max_length=200, trim_whitespace=True)
    remix_of = serializers.UUIDField(
        allow_null=True,
        default=None,
        help_text="the song that it was made from, whose licence must let others change it",
    )


@extend_schema_serializer(component_name="CompositionChange")
class CompositionChangeInput(serializers.Serializer):
    title = serializers.CharField(max_length=200, required=False)
    visibility = serializers.ChoiceField(Visibility.choices, required=False)
    licence = serializers.ChoiceField(Licence.choices, required=False)
    process_note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    tags = serializers.CharField(
        max_length=LONGEST_TAGS,
        required=False,
        allow_blank=True,
        help_text=f"{MOST_TAGS} at most, with commas between them",
    )


class RecordingSerializer(serializers.Serializer):
    state = serializers.CharField(help_text="`queued`: it waits for its turn")


class ExportInput(serializers.Serializer):
    document = SongField()
    format = serializers.ChoiceField(list(WRITERS), default="midi")


@extend_schema_field(
    {"type": "string", "format": "binary"}
)  # generators know a file by this word, in 3.1 too
class MidiFileField(serializers.FileField):
    pass


class UploadInput(serializers.Serializer):
    file = MidiFileField(help_text="a Standard MIDI File of at most 1 MB")


class RevisionSerializer(serializers.ModelSerializer):
    digest = serializers.CharField(source="song_id")
    kind = serializers.ChoiceField(Origin.choices, source="origin")
    recipe = serializers.DictField()

    class Meta:
        model = Revision
        fields = ["number", "name", "digest", "kind", "recipe", "created_at"]
        read_only_fields = fields


@extend_schema_serializer(component_name="WholeRevision")
class WholeRevisionSerializer(RevisionSerializer):
    """A revision with its song."""

    document = SongField(source="song.written")

    class Meta(RevisionSerializer.Meta):
        fields = [*RevisionSerializer.Meta.fields, "document"]
        read_only_fields = fields


@extend_schema_serializer(component_name="RevisionName")
class RevisionNameInput(serializers.Serializer):
    name = serializers.CharField(
        max_length=LONGEST_NAME, allow_blank=True, help_text="empty takes the name away"
    )


class CompositionSerializer(serializers.ModelSerializer):
    """A composition without its notes, as lists show it."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)
    owner = serializers.CharField(source="owner.username")
    head = RevisionSerializer()
    remixed_under = serializers.CharField(help_text="empty where it is no remix")

    class Meta:
        model = Composition
        fields = [
            *("id", "title", "slug", "url", "owner", "visibility", "licence", "process_note"),
            *("tags", "head"),
            *("remixable", "remixed_under", "created_at", "updated_at"),
        ]
        read_only_fields = fields


@extend_schema_serializer(component_name="WholeComposition")
class WholeCompositionSerializer(CompositionSerializer):
    """A composition with the song of its head."""

    document = SongField(source="head.song.written")

    class Meta(CompositionSerializer.Meta):
        fields = [*CompositionSerializer.Meta.fields, "document"]
        read_only_fields = fields


@extend_schema_serializer(component_name="TrackSummary")
class TrackSummarySerializer(serializers.Serializer):
    index = serializers.IntegerField()
    name = serializers.CharField()
    program = serializers.IntegerField()
    drums = serializers.BooleanField()
    notes = serializers.IntegerField()


class RemarkSerializer(serializers.Serializer):
    """One kind of thing that the song lacks or has otherwise than its file: a name, how often, a
    sentence."""

    what = serializers.CharField()
    count = serializers.IntegerField(source="times")
    message = serializers.CharField()


@extend_schema_serializer(component_name="SongSummary")
class SongSummarySerializer(serializers.Serializer):
    """What the preview of an imported file says; `melody_track` is null when no track has
    pitches."""

    title = serializers.CharField()
    seconds = serializers.FloatField()
    bars = serializers.IntegerField()
    notes = serializers.IntegerField()
    melody_track = serializers.IntegerField(allow_null=True)
    tracks = TrackSummarySerializer(many=True)
    dropped = RemarkSerializer(many=True, help_text="what of the file is not in the song")
    changed = RemarkSerializer(many=True, help_text="what in the song is not as it was in the file")


class ImportSerializer(serializers.Serializer):
    document = SongField()
    summary = SongSummarySerializer()


class PresetSerializer(serializers.Serializer):
    """A melody in the public domain to start from."""

    slug = serializers.CharField()
    title = serializers.CharField()
    composer = serializers.CharField()
    year = serializers.IntegerField()
    bars = serializers.IntegerField()
    meter = serializers.CharField()
    qpm = serializers.FloatField()
    document = serializers.SerializerMethodField()

    @extend_schema_field(SongDocumentSerializer)
    def get_document(self, preset: Preset) -> dict[str, Any]:
        return to_document(preset.song)


def upload_summary(upload: Upload) -> dict[str, Any]:
    """Title, length and tracks of an imported song, and what it lacks of its file."""
    song = upload.song
    pitched = any(track.notes and not track.drums for track in song.tracks)
    return {
        "title": song.title,
        "seconds": round(song.seconds, 2),
        "bars": len(song.bar_starts()),
        "notes": song.note_count,
        "melody_track": melody_track(song) if pitched else None,
        "tracks": [
            {
                "index": i,
                "name": t.name,
                "program": t.program,
                "drums": t.drums,
                "notes": len(t.notes),
            }
            for i, t in enumerate(song.tracks)
        ],
        "dropped": RemarkSerializer(upload.dropped, many=True).data,
        "changed": RemarkSerializer(upload.changed, many=True).data,
    }
