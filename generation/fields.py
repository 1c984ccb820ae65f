"""The fields of the API that hold songs and whole numbers. A song is described as
`generation/music/document.py` has it, so that programs can be made from the description."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from generation.music.chord_symbols import LONGEST, PATTERN
from generation.music.document import (
    DENOMINATORS,
    FORMAT,
    MAX_MAP,
    MAX_NOTES,
    MAX_TEXT,
    MAX_TICK,
    MAX_TRACKS,
    TEMPO_US,
    VERSION,
)
from generation.music.document_chords import MAX_CHORDS
from generation.music.song import COLOURS, TICKS_PER_QUARTER


def whole_number(low: int, high: int, words: str) -> dict[str, Any]:
    return {"type": "integer", "minimum": low, "maximum": high, "description": words}


def rows(*columns: dict[str, Any], most: int, least: int = 0) -> dict[str, Any]:
    """A list of short lists, each with these values in this order."""
    row = {
        "type": "array",
        "prefixItems": list(columns),
        "minItems": len(columns),
        "maxItems": len(columns),
    }
    return {"type": "array", "items": row, "minItems": least, "maxItems": most}


class WholeField(serializers.IntegerField):
    """A JSON number without a fraction. REST framework also takes text: of any script, with spaces,
    as "5.0"."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int | float) or data != data // 1:
            self.fail("invalid")
        return super().to_internal_value(int(data))


TICK = whole_number(0, MAX_TICK, "tick")
NOTES = rows(
    whole_number(0, MAX_TICK, "onset in ticks"),
    whole_number(0, 127, "pitch"),
    whole_number(1, MAX_TICK, "length in ticks"),
    whole_number(1, 127, "velocity"),
    most=MAX_NOTES,
)
MARKS = rows(
    whole_number(0, MAX_NOTES, "first"), whole_number(1, MAX_NOTES, "after"), most=MAX_NOTES
)
TEMPI = rows(
    TICK,
    whole_number(TEMPO_US.start, TEMPO_US.stop - 1, "microseconds a quarter"),
    most=MAX_MAP,
    least=1,
)
BELOW = {"type": "integer", "enum": list(DENOMINATORS), "description": "denominator"}
METERS = rows(TICK, whole_number(1, 64, "numerator"), BELOW, most=MAX_MAP, least=1)
SYMBOL = {"type": "string", "pattern": PATTERN, "maxLength": LONGEST, "description": "symbol"}
CHORDS = rows(TICK, SYMBOL, most=MAX_CHORDS)


@extend_schema_field({"type": "string", "const": FORMAT})
class FormatField(serializers.CharField):
    pass


@extend_schema_field({"type": "integer", "const": VERSION})
class VersionField(serializers.IntegerField):
    pass


@extend_schema_field({"type": "integer", "const": TICKS_PER_QUARTER})
class ResolutionField(serializers.IntegerField):
    pass


@extend_schema_field(NOTES)
class NotesField(serializers.ListField):
    pass


@extend_schema_field(MARKS)
class MarksField(serializers.ListField):
    pass


@extend_schema_field(TEMPI)
class TempiField(serializers.ListField):
    pass


@extend_schema_field(METERS)
class MetersField(serializers.ListField):
    pass


@extend_schema_field(CHORDS)
class ChordsField(serializers.ListField):
    pass


@extend_schema_serializer(component_name="Track")
class TrackSerializer(serializers.Serializer):
    """One instrument; `program` is the General MIDI number, from 0."""

    name = serializers.CharField(max_length=MAX_TEXT, required=False, default="", allow_blank=True)
    program = serializers.IntegerField(min_value=0, max_value=127, required=False, default=0)
    drums = serializers.BooleanField(required=False, default=False)
    volume = serializers.IntegerField(min_value=0, max_value=127, required=False, default=100)
    pan = serializers.IntegerField(min_value=0, max_value=127, required=False, default=64)
    notes = NotesField(help_text="[onset, pitch, length, velocity] of each note")
    generated = MarksField(
        required=False,
        help_text="notes that a model wrote and nobody has edited since: [first, after the last] "
        "of each run of them, by their places in `notes`, in order",
    )
    colour = serializers.IntegerField(
        min_value=1,
        max_value=COLOURS,
        required=False,
        allow_null=True,
        help_text="as somebody chose it; one without has that of its place",
    )


@extend_schema_serializer(component_name="SongDocument")
class SongDocumentSerializer(serializers.Serializer):
    """A song, version 1. Times are ticks, 960 to the quarter; at most 20,000 notes and 600 seconds
    in all."""

    format = FormatField()
    version = VersionField()
    title = serializers.CharField(max_length=MAX_TEXT, required=False, default="", allow_blank=True)
    ticks_per_quarter = ResolutionField()
    tempi = TempiField(
        help_text="[tick, microseconds a quarter] of each change, the first at tick 0, in order"
    )
    meters = MetersField(
        help_text="[tick, numerator, denominator] of each change, the first at tick 0, in order"
    )
    tracks = serializers.ListField(child=TrackSerializer(), max_length=MAX_TRACKS)
    chords = ChordsField(
        required=False,
        help_text="[tick, symbol] of each chord that somebody wrote, in order; each holds until "
        "the next, and N.C. says that there is none",
    )


@extend_schema_field(SongDocumentSerializer)
class SongField(serializers.JSONField):
    """A song document. It is read by `from_document`, which names the first fault by its path."""
