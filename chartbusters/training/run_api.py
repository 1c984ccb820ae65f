"""Training runs for programs: asked for, looked at, paused, resumed, ended, made models."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.training import run_serializers as shapes
from chartbusters.training.runs.front import KEPT
from chartbusters.web.description import ErrorSerializer
from chartbusters.web.identity import person_of
from chartbusters.web.pagination import Flow
from generation import dataset_selectors, services
from generation.errors import JobError
from generation.fields import SongDocumentSerializer
from generation.models import Dataset, TrainingRun, TrainingSample
from generation.training_selectors import run_controllable, runs_visible, training_quota

LINK = OpenApiParameter("link", str, description="the word of its link, where it is shared by one")


class TrainingRunPages(Flow):
    ordering = ("-created_at", "pk")


class TrainingRuns(ListAPIView):
    """My runs, the newest first."""

    permission_classes = [IsAuthenticated]
    pagination_class = TrainingRunPages
    serializer_class = shapes.TrainingRunLineSerializer

    def get_queryset(self) -> QuerySet[TrainingRun]:
        if getattr(self, "swagger_fake_view", False):
            return TrainingRun.objects.none()
        return TrainingRun.objects.filter(owner=self.request.user.pk)

    @extend_schema(
        request=shapes.TrainingRunInput,
        responses={201: shapes.TrainingRunSerializer, 404: ErrorSerializer},
    )
    def post(self, request: Request) -> Response:
        """Asks for a run; it begins when its turn comes."""
        body = shapes.TrainingRunInput(data=request.data)
        body.is_valid(raise_exception=True)
        wish = dict(body.validated_data)
        dataset = _dataset(request, wish.pop("dataset"))
        run = services.training_run_create(owner=request.user, dataset=dataset, **wish)
        return Response(_shown(request, run.pk), 201)


class TrainingQuota(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=shapes.TrainingQuotaSerializer)
    def get(self, request: Request) -> Response:
        """What I may still train today, and how long I would wait."""
        quota = training_quota(owner=request.user)
        return Response(shapes.TrainingQuotaSerializer(quota).data)


class TrainingRunOne(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[LINK], responses=shapes.TrainingRunSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """A run as it stands: mine, a published one, or one whose link I hold."""
        return Response(_shown(request, pk))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Deletes a run with all that was told of it; models that were made of it stay."""
        run = _controlled(request, pk)
        services.training_run_delete(run=run, by=request.user)
        return Response(status=204)


class _Act(APIView):
    """Something that is done to a run; doing it twice is doing it once."""

    permission_classes = [IsAuthenticated]
    act: str

    def post(self, request: Request, pk: UUID) -> Response:
        run = _controlled(request, pk)
        getattr(services, self.act)(run=run, by=request.user)
        return Response(_shown(request, pk))


class TrainingRunPause(_Act):
    """Pauses a run at its next step."""

    act = "training_run_pause"


class TrainingRunResume(_Act):
    """Lets a run go on from where it stopped, also one that was cancelled or ended early."""

    act = "training_run_resume"


class TrainingRunKeep(_Act):
    """Ends a run at its next step; its best epoch stands."""

    act = "training_run_keep"


class TrainingRunCancel(_Act):
    """Ends a run at once."""

    act = "training_run_cancel"


class TrainingRunModel(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(request=shapes.TrainingTakeInput, responses=shapes.TakenModelSerializer)
    def post(self, request: Request, pk: UUID) -> Response:
        """Makes a private model of the run's best epoch, or of another one whose weights are kept;
        the same one when asked again."""
        body = shapes.TrainingTakeInput(data=request.data)
        body.is_valid(raise_exception=True)
        run = _controlled(request, pk)
        model = services.training_model_take(run=run, by=request.user, **body.validated_data)
        return Response(shapes.TakenModelSerializer(model).data)


class TrainingSampleMusic(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[LINK], responses=SongDocumentSerializer)
    def get(self, request: Request, pk: UUID, number: int, sample: int) -> Response:
        """What the network played at an epoch, as a song document."""
        found = TrainingSample.objects.filter(
            epoch__run=_visible(request, pk), epoch__number=number, number=sample
        )
        row = found.select_related("song").first()
        if row is None:
            raise Http404
        return Response(row.song.written, headers=KEPT)


for _act in (TrainingRunPause, TrainingRunResume, TrainingRunKeep, TrainingRunCancel):
    extend_schema(request=None, responses=shapes.TrainingRunSerializer)(_act)


def _visible(request: Request, pk: UUID) -> TrainingRun:
    link = request.query_params.get("link", "")
    seen = runs_visible(user=person_of(request._request), link_token=link)
    run = seen.filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def _controlled(request: Request, pk: UUID) -> TrainingRun:
    """Whoever may only look finds nothing to act on."""
    run = _visible(request, pk)
    if not run_controllable(run=run, user=request.user):
        raise Http404
    return run


def _shown(request: Request, pk: UUID) -> dict[str, Any]:
    user = person_of(request._request)
    return dict(shapes.TrainingRunSerializer(_visible(request, pk), context={"user": user}).data)


def _dataset(request: Request, pk: UUID | None) -> Dataset | None:
    if pk is None:
        return None
    found = dataset_selectors.dataset_find(pk=pk, user=request.user)
    if found is None:
        raise JobError("unknown_dataset", "There is no such data set of yours.", 404, "dataset")
    return found
