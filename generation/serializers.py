"""What models and jobs look like in the API."""

from dataclasses import fields
from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from generation import selectors
from generation.choosing import Choice
from generation.estimates import Size
from generation.fields import SongDocumentSerializer, SongField, WholeField
from generation.models import GenerationJob
from generation.models import Visibility as TrainedVisibility
from generation.music.document import DENOMINATORS, MAX_NOTES, MAX_SECONDS, MAX_TICK, TEMPO_US
from generation.music.song import DEFAULT_TEMPO_US, TICKS_PER_QUARTER
from generation.services import LARGEST_SEED
from generation.written_json import WrittenJSON


class ParameterSerializer(serializers.Serializer):
    """One knob of a model."""

    name = serializers.CharField()
    label = serializers.CharField()
    kind = serializers.ChoiceField(["float", "int", "bool", "choice", "notes"])
    minimum = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField(allow_null=True)
    step = serializers.FloatField(allow_null=True)
    default = serializers.JSONField()
    help = serializers.CharField()
    choices = serializers.ListField(child=serializers.CharField())


class TrainedBySerializer(serializers.Serializer):
    """Of a model that somebody has trained here."""

    mine = serializers.BooleanField()
    by = serializers.CharField(allow_null=True, help_text="user name; null: they left the site")
    visibility = serializers.ChoiceField(TrainedVisibility.choices)


@extend_schema_serializer(component_name="ModelShape")
class ChoiceSerializer(serializers.Serializer):
    """A model as its card tells; one that somebody has trained with who that was."""

    name = serializers.CharField()
    technique = serializers.CharField()
    title = serializers.CharField()
    genre = serializers.CharField()
    description = serializers.CharField()
    tracks = serializers.ListField(child=serializers.DictField())
    parameters = ParameterSerializer(many=True)
    expected_seconds = serializers.FloatField()
    licence = serializers.CharField()
    figures = serializers.DictField()
    example = serializers.BooleanField(
        help_text="whether a few seconds of its music can be heard before it is asked"
    )
    trained = TrainedBySerializer(required=False, help_text="stands with trained models alone")

    def to_representation(self, instance: Choice) -> dict[str, Any]:
        return self.told(instance, {})

    def told(self, choice: Choice, more: dict[str, Any]) -> dict[str, Any]:
        """The line of a model, with `more` fields where there are any."""
        card, model, example = choice
        seconds = selectors.expected_seconds(model=card.name, otherwise=card.expected_seconds)
        told = {each.name: getattr(card, each.name) for each in fields(card)}
        told |= {"expected_seconds": round(seconds, 1), "example": example}
        if model:
            told["trained"] = {
                "mine": model.owner_id == self.context["request"].user.pk,
                "by": model.owner and model.owner.get_username(),
                "visibility": model.visibility,
            }
        shown: dict[str, Any] = super().to_representation({**told, **more})
        return shown


class EstimateInput(serializers.Serializer):
    """A wish, and the size of the song that it is about."""

    technique = serializers.CharField(max_length=20)
    model = serializers.CharField(max_length=60, required=False, default=None)
    parameters = serializers.JSONField(required=False, default=dict, help_text="as JSON")
    ticks = serializers.IntegerField(
        min_value=1, max_value=MAX_TICK, help_text="to the end of the last note"
    )
    notes = serializers.RegexField(
        r"^\d{1,5}(,\d{1,5}){0,63}$", help_text="of each track, with commas between"
    )
    tempo = serializers.IntegerField(
        min_value=TEMPO_US.start,
        max_value=TEMPO_US.stop - 1,
        default=DEFAULT_TEMPO_US,
        help_text="microseconds a quarter",
    )
    numerator = serializers.IntegerField(min_value=1, max_value=64, default=4)
    denominator = serializers.ChoiceField(DENOMINATORS, default=4)

    def validate_parameters(self, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise serializers.ValidationError("The parameters are an object.")
        return value

    def size(self) -> Size:
        values = self.validated_data
        notes = tuple(map(int, values["notes"].split(",")))
        size = Size(
            *(values["ticks"], notes, values["tempo"]),
            *(values["numerator"], values["denominator"]),
        )
        lasting = size.ticks * size.us_per_quarter / TICKS_PER_QUARTER / 1e6
        if sum(notes) > MAX_NOTES or lasting > MAX_SECONDS:
            raise serializers.ValidationError({"ticks": "No song here is as large as that."})
        return size


class EstimateSerializer(serializers.Serializer):
    seconds = serializers.FloatField(help_text="once a worker has begun")


class JobInput(serializers.Serializer):
    """What to make. Without a seed one is drawn and kept."""

    technique = serializers.CharField(max_length=20)
    model = serializers.CharField(max_length=60, required=False, allow_null=True, default=None)
    document = SongField()
    seed = WholeField(
        min_value=0, max_value=LARGEST_SEED, required=False, allow_null=True, default=None
    )
    parameters = serializers.DictField(required=False, default=dict)


class JobErrorSerializer(serializers.Serializer):
    code = serializers.CharField(source="error_code")
    message = serializers.CharField(source="error_message")


class JobResultSerializer(serializers.Serializer):
    document = SongField(source="result.written")
    digest = serializers.CharField(source="result_id")
    recipe = serializers.DictField()
    source = SongField(source="source.written", help_text="the song that it was made from")


class JobSerializer(serializers.ModelSerializer):
    """A job as its owner sees it."""

    parameters = serializers.DictField()
    seconds_left = serializers.SerializerMethodField()
    place = serializers.SerializerMethodField(
        help_text="jobs whose turn is before; null when it no longer waits"
    )
    seconds_ahead = serializers.SerializerMethodField(
        help_text="at the latest until a worker takes it, if nobody else comes; null when it "
        "no longer waits"
    )
    stage = serializers.SerializerMethodField()
    error = serializers.SerializerMethodField()
    result = serializers.SerializerMethodField()
    draft = serializers.SerializerMethodField(
        help_text="the song as far as it is written, while the job runs"
    )

    class Meta:
        model = GenerationJob
        fields = [
            *(
                "id",
                "state",
                "technique",
                "model",
                "seed",
                "parameters",
                "progress",
                "stage",
                "seconds_left",
                "place",
            ),
            "seconds_ahead",
            *("attempt", "cancel_requested", "error", "result", "draft", "created_at"),
        ]
        read_only_fields = fields

    def get_seconds_left(self, job: GenerationJob) -> float | None:
        return selectors.job_seconds_left(job=job, wait=self._wait(job))

    def get_stage(self, job: GenerationJob) -> str:
        return selectors.job_stage(job=job)

    def get_place(self, job: GenerationJob) -> int | None:
        wait = self._wait(job)
        return wait.place if wait else None

    def get_seconds_ahead(self, job: GenerationJob) -> float | None:
        wait = self._wait(job)
        return wait.seconds if wait else None

    def _wait(self, job: GenerationJob) -> selectors.Wait | None:
        """Asked for once an answer, or its figures would not fit together."""
        if not hasattr(job, "wait"):
            job.wait = selectors.job_wait(job=job)  # type: ignore[attr-defined]
        return job.wait  # type: ignore[attr-defined, no-any-return]

    @extend_schema_field(SongDocumentSerializer(allow_null=True))
    def get_draft(self, job: GenerationJob) -> WrittenJSON | None:
        return selectors.job_draft(job=job)

    @extend_schema_field(JobErrorSerializer(allow_null=True))
    def get_error(self, job: GenerationJob) -> dict[str, Any] | None:
        return dict(JobErrorSerializer(job).data) if job.error_code else None

    @extend_schema_field(JobResultSerializer(allow_null=True))
    def get_result(self, job: GenerationJob) -> dict[str, Any] | None:
        return dict(JobResultSerializer(job).data) if job.result_id else None


@extend_schema_serializer(component_name="JobLine")
class JobLineSerializer(serializers.ModelSerializer):
    """A job in a list, without its music."""

    class Meta:
        model = GenerationJob
        fields = ["id", "state", "technique", "model", "seed", "progress", "stage", "created_at"]
        read_only_fields = fields
