"""What the live answer of a run holds, for the description of the API."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

NUMBER = {"type": "number"}
INTERVAL = {
    "type": "object",
    "properties": {"value": NUMBER, "low": NUMBER, "high": NUMBER},
    "required": ["value", "low", "high"],
}


class FiguresField(serializers.DictField):
    """Figures by name; one that is not defined is null."""

    child = serializers.FloatField(allow_null=True)


@extend_schema_field(
    {"type": "object", "additionalProperties": {"oneOf": [NUMBER, INTERVAL, {"type": "null"}]}}
)
class EstimatesField(serializers.DictField):
    """Figures by name, some with an interval of 95 %."""


class RunErrorSerializer(serializers.Serializer):
    code = serializers.CharField()
    message = serializers.CharField()


class RunNowSerializer(serializers.Serializer):
    title = serializers.CharField()
    technique = serializers.CharField()
    genre = serializers.CharField()
    state = serializers.CharField(help_text="queued, running, paused, done, failed or cancelled")
    wish = serializers.CharField(
        help_text="what was asked of it and is not done yet: pause, keep, cancel, or nothing"
    )
    silent = serializers.BooleanField(help_text="its machine has not been heard of for too long")
    stage = serializers.CharField()
    progress = serializers.FloatField(help_text="0 to 1")
    place = serializers.IntegerField(
        allow_null=True, help_text="runs that have their turn before, while it waits"
    )
    seconds = serializers.IntegerField(help_text="that it has learnt")
    seconds_left = serializers.FloatField(allow_null=True)
    epochs_done = serializers.IntegerField()
    epochs_all = serializers.IntegerField(help_text="0 until it is known")
    error = RunErrorSerializer(allow_null=True)
    visibility = serializers.CharField()
    resumable = serializers.BooleanField(help_text="it can go on from where it stopped")
    kept = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="epochs whose weights are there to be taken, besides those of the best",
    )
    told_at = serializers.DateTimeField()


class EpochToldSerializer(serializers.Serializer):
    number = serializers.IntegerField(allow_null=True, help_text="0 before the first step")
    phase = serializers.CharField()
    at = serializers.IntegerField(help_text="steps of the phase")
    losses = serializers.DictField(
        child=FiguresField(), help_text="`train` and `valid`: figures by name"
    )
    figures = EstimatesField(help_text="of the music that it plays to unseen melodies")
    measures = FiguresField(help_text="of that music, as `real` has them of real music")
    best = serializers.BooleanField(help_text="by validation, when it was told")
    samples = serializers.ListField(child=serializers.IntegerField())


class EventToldSerializer(serializers.Serializer):
    epoch = serializers.IntegerField()
    code = serializers.CharField()
    words = serializers.CharField()
    at = serializers.DateTimeField()


class CurveToldSerializer(serializers.Serializer):
    """Buckets of `stride` steps from bucket `from` on, which take the place of those held."""

    phase = serializers.CharField()
    name = serializers.CharField()
    stride = serializers.IntegerField()
    steps = serializers.IntegerField()
    mean = serializers.ListField(child=serializers.FloatField(allow_null=True))
    least = serializers.ListField(child=serializers.FloatField(allow_null=True), required=False)
    greatest = serializers.ListField(child=serializers.FloatField(allow_null=True), required=False)


CurveToldSerializer._declared_fields["from"] = serializers.IntegerField()


class LiveSerializer(serializers.Serializer):
    """All that is new since `since`. When nothing is, `version` alone."""

    version = serializers.IntegerField()
    next = serializers.CharField(required=False, help_text="to be sent as `since` the next time")
    whole = serializers.BooleanField(
        required=False, help_text="everything is told: what is held may be thrown away"
    )
    run = RunNowSerializer(required=False)
    real = serializers.DictField(
        child=FiguresField(), required=False, help_text="measures of real music: low, median, high"
    )
    epochs = EpochToldSerializer(many=True, required=False)
    events = EventToldSerializer(many=True, required=False)
    curves = CurveToldSerializer(many=True, required=False)


LiveSerializer._declared_fields["pass"] = serializers.CharField(
    required=False,
    help_text="sent along the next times, for ten minutes, it spares the site to ask who you are",
)
