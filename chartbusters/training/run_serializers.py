"""What training runs look like in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from generation import selectors, training_selectors
from generation.models import JobState, TrainedModel, TrainingRun

LONGEST_PLAN = 20  # choices; no technique has as many


class NumberField(serializers.FloatField):
    """A number of JSON; text that looks like one, and true, are none."""

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool) or not isinstance(data, int | float):
            self.fail("invalid")
        return float(super().to_internal_value(data))


class TrainingRunInput(serializers.Serializer):
    """What to train on what. Without a recipe or a choice, the fastest recipe decides."""

    technique = serializers.CharField(max_length=20)
    genre = serializers.CharField(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text="the kind of music; that of the pack or the own files where nothing is said",
    )
    pack = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    dataset = serializers.UUIDField(required=False, allow_null=True, default=None)
    recipe = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    plan = serializers.DictField(
        child=NumberField(),
        required=False,
        default=dict,
        help_text='true names: {"epochs": 20, "batch": 16}',
    )
    start = serializers.CharField(
        max_length=60,
        required=False,
        allow_blank=True,
        default="",
        help_text="name of the model that it goes on from",
    )
    title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")

    def validate_plan(self, value: dict[str, Any]) -> dict[str, Any]:
        if len(value) > LONGEST_PLAN:
            raise serializers.ValidationError("No plan has as many choices as that.")
        return value


class TrainingTakeInput(serializers.Serializer):
    """Which epoch is to become a model, and under what title."""

    epoch = serializers.IntegerField(
        min_value=0, max_value=2**31, required=False, allow_null=True, default=None
    )
    title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class TrainingErrorSerializer(serializers.Serializer):
    code = serializers.CharField(source="error_code")
    message = serializers.CharField(source="error_message")


class TrainingMaySerializer(serializers.Serializer):
    """What whoever asks may do to a run now."""

    pause = serializers.BooleanField()
    resume = serializers.BooleanField()
    keep = serializers.BooleanField()
    cancel = serializers.BooleanField()
    take = serializers.BooleanField()


@extend_schema_serializer(component_name="TrainingRunLineShape")
class TrainingRunLineSerializer(serializers.ModelSerializer):
    """A run in a list."""

    class Meta:
        model = TrainingRun
        fields = [
            *("id", "title", "technique", "genre", "pack", "dataset", "recipe", "start", "state"),
            *("stage", "progress", "epochs_done", "epochs_all", "seconds", "seconds_left"),
            *("visibility", "version", "created_at", "finished_at"),
        ]
        read_only_fields = fields


@extend_schema_serializer(component_name="TrainingRunShape")
class TrainingRunSerializer(serializers.ModelSerializer):
    """A run as it stands."""

    stage = serializers.SerializerMethodField()
    plan = serializers.DictField(child=serializers.FloatField(), help_text="by true names")
    place = serializers.SerializerMethodField(
        help_text="runs whose turn is before; null when it does not wait"
    )
    seconds_ahead = serializers.SerializerMethodField(
        help_text="at the latest until a machine takes it, if nobody else comes; null when it "
        "does not wait"
    )
    error = serializers.SerializerMethodField()
    may = serializers.SerializerMethodField()
    models = serializers.SerializerMethodField(help_text="names of those that were made of it")

    class Meta:
        model = TrainingRun
        fields = [
            *TrainingRunLineSerializer.Meta.fields,
            *("plan", "wish", "cancel_requested", "place", "seconds_ahead", "error", "may"),
            *("models", "attempt"),
        ]
        read_only_fields = fields

    def get_stage(self, run: TrainingRun) -> str:
        return selectors.SILENCE if getattr(run, "silent", False) else run.stage

    def get_place(self, run: TrainingRun) -> int | None:
        wait = self._wait(run)
        return wait.place if wait else None

    def get_seconds_ahead(self, run: TrainingRun) -> float | None:
        wait = self._wait(run)
        return wait.seconds if wait else None

    def _wait(self, run: TrainingRun) -> selectors.Wait | None:
        """Asked for once an answer, or its figures would not fit together."""
        if not hasattr(run, "wait"):
            run.wait = training_selectors.run_wait(run)  # type: ignore[attr-defined]
        return run.wait  # type: ignore[attr-defined, no-any-return]

    @extend_schema_field(TrainingErrorSerializer(allow_null=True))
    def get_error(self, run: TrainingRun) -> dict[str, Any] | None:
        return dict(TrainingErrorSerializer(run).data) if run.error_code else None

    @extend_schema_field(TrainingMaySerializer())
    def get_may(self, run: TrainingRun) -> dict[str, bool]:
        return acts_possible(run, self.context.get("user"))

    def get_models(self, run: TrainingRun) -> list[str]:
        """The asker's own, and published ones."""
        made: Any = run.made.filter(withdrawn_at=None)  # type: ignore[attr-defined]
        if not training_selectors.run_controllable(run=run, user=self.context.get("user")):
            made = made.filter(visibility="published")
        return [model.name for model in made.only("name")]


def acts_possible(run: TrainingRun, user: Any) -> dict[str, bool]:
    """What this person may do to a run now; nothing is shown that would be refused."""
    if not training_selectors.run_controllable(run=run, user=user):
        return dict.fromkeys(("pause", "resume", "keep", "cancel", "take"), False)
    learnt = training_selectors.run_keepable(run)
    going = run.state in training_selectors.GOING
    open_ended = going or run.state == JobState.PAUSED
    changeable = run.state == JobState.RUNNING and bool(run.wish or run.cancel_requested)
    return {
        "pause": going and not run.wish and not run.cancel_requested,
        "resume": changeable or (not going and training_selectors.run_resumable(run)),
        "keep": open_ended and learnt and run.wish != "keep",
        "cancel": open_ended and not run.cancel_requested,
        "take": learnt,
    }


class TakenModelSerializer(serializers.ModelSerializer):
    """The model that was made of a run."""

    class Meta:
        model = TrainedModel
        fields = ["name", "title", "technique", "genre", "epoch", "digest", "visibility"]
        read_only_fields = fields


class TrainingQuotaSerializer(serializers.Serializer):
    """What is left to me, and where one more run of mine would stand."""

    runs_most = serializers.IntegerField()
    runs_now = serializers.IntegerField(help_text="that wait or learn")
    runs_left = serializers.IntegerField()
    paused_most = serializers.IntegerField()
    paused_now = serializers.IntegerField()
    hours_most = serializers.FloatField(help_text="in a day")
    hours_left = serializers.FloatField()
    place = serializers.IntegerField(help_text="runs whose turn would be before")
    seconds_ahead = serializers.FloatField()
