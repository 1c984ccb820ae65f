"""The models that make music, and jobs for them. Open to visitors: their jobs belong to their
session."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generation import charges, selectors, services
from generation.askers import asker_of
from generation.catalogue import Card
from generation.models import GenerationJob
from generation.music.document import from_document
from generation.services import LARGEST_SEED
from generation.shapes import SongDocumentShape, SongField, WholeField
from generation.written_json import WrittenJSON


class ParameterShape(serializers.Serializer):
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


class ModelShape(serializers.Serializer):
    """An installed model as its card tells."""

    name = serializers.CharField()
    technique = serializers.CharField()
    title = serializers.CharField()
    genre = serializers.CharField()
    description = serializers.CharField()
    tracks = serializers.ListField(child=serializers.DictField())
    parameters = ParameterShape(many=True)
    expected_seconds = serializers.SerializerMethodField()
    licence = serializers.CharField()
    figures = serializers.DictField()

    def get_expected_seconds(self, card: Card) -> float:
        return round(selectors.expected_seconds(model=card.name), 1)


class JobWish(serializers.Serializer):
    """What to make. Without a seed one is drawn and kept."""

    technique = serializers.CharField(max_length=20)
    model = serializers.CharField(max_length=60, required=False, allow_null=True, default=None)
    document = SongField()
    seed = WholeField(
        min_value=0, max_value=LARGEST_SEED, required=False, allow_null=True, default=None
    )
    parameters = serializers.DictField(required=False, default=dict)


class JobErrorShape(serializers.Serializer):
    code = serializers.CharField(source="error_code")
    message = serializers.CharField(source="error_message")


class JobResultShape(serializers.Serializer):
    document = SongField(source="result.written")
    digest = serializers.CharField(source="result_id")
    recipe = serializers.DictField()


class JobShape(serializers.ModelSerializer):
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

    @extend_schema_field(SongDocumentShape(allow_null=True))
    def get_draft(self, job: GenerationJob) -> WrittenJSON | None:
        return selectors.job_draft(job=job)

    @extend_schema_field(JobErrorShape(allow_null=True))
    def get_error(self, job: GenerationJob) -> dict[str, Any] | None:
        return dict(JobErrorShape(job).data) if job.error_code else None

    @extend_schema_field(JobResultShape(allow_null=True))
    def get_result(self, job: GenerationJob) -> dict[str, Any] | None:
        return dict(JobResultShape(job).data) if job.result_id else None


class JobLine(serializers.ModelSerializer):
    """A job in a list, without its music."""

    class Meta:
        model = GenerationJob
        fields = ["id", "state", "technique", "model", "seed", "progress", "stage", "created_at"]
        read_only_fields = fields


class Models(ListAPIView):
    """The installed models, with the knobs of each."""

    permission_classes = [AllowAny]
    serializer_class = ModelShape

    def get_queryset(self) -> tuple[Card, ...]:
        return selectors.models_installed()


class Jobs(ListAPIView):
    """My jobs, the newest first, without their music; a visitor's are those of the session."""

    permission_classes = [AllowAny]
    serializer_class = JobLine

    def get_queryset(self) -> QuerySet[GenerationJob]:
        lines = (
            _mine(self.request).select_related(None).defer("parameters", "recipe")
        )  # none of the music
        return lines.order_by("-created_at", "pk")

    @extend_schema(request=JobWish, responses={201: JobShape})
    def post(self, request: Request) -> Response:
        """Asks a model for music; the answer comes at once, the music later."""
        wish = JobWish(data=request.data)
        wish.is_valid(raise_exception=True)
        values = dict(wish.validated_data)
        song = from_document(values.pop("document"))
        asker = asker_of(request, remember=True)
        user, key, network = asker
        try:
            job = services.job_create(
                owner=user, session_key=key, network=network, song=song, **values
            )
        finally:
            # Whether it was taken or not: the answer tells what is left.
            getattr(request._request, "standings", []).extend(charges.standing(user, key, network))
        return Response(_shown(request, job.pk), 201)


class Job(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=JobShape)
    def get(self, request: Request, pk: UUID) -> Response:
        """How far the job is, and its music once it is done."""
        return Response(_shown(request, pk))


class JobCancel(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=None, responses=JobShape)
    def post(self, request: Request, pk: UUID) -> Response:
        """Asks the job to stop. One that has ended stays as it is."""
        job = _visible(request, pk)
        services.job_cancel(pk=str(job.pk))
        return Response(_shown(request, pk))


def _mine(request: Request) -> QuerySet[GenerationJob]:
    asker = asker_of(request)
    return selectors.jobs_visible(user=asker.user, session_key=asker.session_key)


def _visible(request: Request, pk: UUID) -> GenerationJob:
    job = _mine(request).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def _shown(request: Request, pk: UUID) -> dict[str, Any]:
    return dict(JobShape(_visible(request, pk)).data)


urlpatterns = [
    path("models/", Models.as_view(), name="models"),
    path("generation-jobs/", Jobs.as_view(), name="generation-jobs"),
    path("generation-jobs/<uuid:pk>/", Job.as_view(), name="generation-job"),
    path("generation-jobs/<uuid:pk>/cancel/", JobCancel.as_view(), name="generation-job-cancel"),
]
