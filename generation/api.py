"""The models that make music, and jobs for them. Open to visitors: their jobs belong to their
session."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from generation import charges, selectors, services
from generation.choosing import Choices
from generation.estimates import estimate_seconds
from generation.examples import read_example
from generation.fields import SongDocumentSerializer
from generation.models import GenerationJob, TrainedModelExample
from generation.music.document import from_document
from generation.ownership import asker_of, asker_remember
from generation.serializers import (
    ChoiceSerializer,
    EstimateInput,
    EstimateSerializer,
    JobInput,
    JobLineSerializer,
    JobSerializer,
)
from generation.trained_selectors import trained_models_visible
from generation.written_json import WrittenJSON


class Models(ListAPIView):
    """The models that I may ask, with the knobs of each: the installed ones, then those that people
    have trained: mine, those whose links I keep, and the published ones."""

    permission_classes = [AllowAny]
    serializer_class = ChoiceSerializer

    def get_queryset(self) -> Choices:
        return Choices(asker_of(self.request).user)


class Jobs(ListAPIView):
    """My jobs, the newest first, without their music; a visitor's are those of the session."""

    permission_classes = [AllowAny]
    serializer_class = JobLineSerializer

    def get_queryset(self) -> QuerySet[GenerationJob]:
        # none of the music
        lines = _mine(self.request).select_related(None).defer("parameters", "recipe")
        return lines.order_by("-created_at", "pk")

    @extend_schema(request=JobInput, responses={201: JobSerializer})
    def post(self, request: Request) -> Response:
        """Asks a model for music; the answer comes at once, the music later."""
        body = JobInput(data=request.data)
        body.is_valid(raise_exception=True)
        values = dict(body.validated_data)
        song = from_document(values.pop("document"))
        asker = asker_remember(request)
        user, key, network = asker
        try:
            job = services.job_create(
                owner=user, session_key=key, network=network, song=song, **values
            )
        finally:
            # Whether it was taken or not: the answer tells what is left.
            left = charges.allowances_left(user, key, network)
            getattr(request._request, "standings", []).extend(left)
        return Response(_shown(request, job.pk), 201)


class ModelExample(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=SongDocumentSerializer)
    def get(self, request: Request, name: str) -> Response:
        """A few seconds that the model once made, as a song document."""
        card = next((each for each in selectors.models_installed() if each.name == name), None)
        example = read_example(card) if card else _heard(request, name)
        if example is None:
            raise Http404
        return Response(example)


class Estimate(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[EstimateInput], responses=EstimateSerializer)
    def get(self, request: Request) -> Response:
        """How long a wish would take, by the size of the song."""
        wish = EstimateInput(data=request.query_params)
        wish.is_valid(raise_exception=True)
        size, asked = wish.size(), wish.validated_data
        seconds = estimate_seconds(
            technique=asked["technique"],
            model=asked["model"],
            parameters=asked["parameters"],
            size=size,
            user=asker_of(request).user,
        )
        return Response({"seconds": round(seconds, 1)})


class Job(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=JobSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """How far the job is, and its music once it is done."""
        return Response(_shown(request, pk))


class JobCancel(APIView):
    permission_classes = [AllowAny]

    @extend_schema(request=None, responses=JobSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Asks the job to stop. One that has ended stays as it is."""
        job = _visible(request, pk)
        services.job_cancel(pk=str(job.pk))
        return Response(_shown(request, pk))


def _heard(request: Request, name: str) -> WrittenJSON | None:
    """What a trained model made of the first melody, for those who may use it."""
    usable = trained_models_visible(user=asker_of(request).user)
    first = TrainedModelExample.objects.filter(model__in=usable, model__name=name).first()
    return first.after.written if first else None


def _mine(request: Request) -> QuerySet[GenerationJob]:
    asker = asker_of(request)
    return selectors.jobs_visible(user=asker.user, session_key=asker.session_key)


def _visible(request: Request, pk: UUID) -> GenerationJob:
    job = _mine(request).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def _shown(request: Request, pk: UUID) -> dict[str, Any]:
    return dict(JobSerializer(_visible(request, pk)).data)


urlpatterns = [
    path("models/", Models.as_view(), name="api-models"),
    path("models/<slug:name>/example/", ModelExample.as_view(), name="api-model-example"),
    path("generation-estimates/", Estimate.as_view(), name="api-generation-estimates"),
    path("generation-jobs/", Jobs.as_view(), name="api-generation-jobs"),
    path("generation-jobs/<uuid:pk>/", Job.as_view(), name="api-generation-job"),
    path(
        "generation-jobs/<uuid:pk>/cancel/", JobCancel.as_view(), name="api-generation-job-cancel"
    ),
]
