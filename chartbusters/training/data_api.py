"""Own data sets for programs: brought, looked at, changed, deleted. Each is its owner's alone."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from chartbusters.training import serializers
from chartbusters.training.files_sent import files_sent, numbers_sent
from chartbusters.web.one_at_a_time import one_at_a_time
from chartbusters.web.pagination import Flow
from chartbusters.web.parsers import BoundedJSONParser
from generation import dataset_selectors, services
from generation.fields import SongDocumentSerializer
from generation.models import Dataset

TICKED = ("true", "on", "1")


class DatasetPages(Flow):
    ordering = ("-created_at", "pk")


class Datasets(ListAPIView):
    """My data sets, the newest first, without their files."""

    permission_classes = [IsAuthenticated]
    pagination_class = DatasetPages
    serializer_class = serializers.DatasetSerializer
    parser_classes = [MultiPartParser]

    def get_queryset(self) -> QuerySet[Dataset]:
        if getattr(self, "swagger_fake_view", False):
            return Dataset.objects.none()
        return dataset_selectors.datasets_of(owner=self.request.user)

    @extend_schema(
        request={"multipart/form-data": serializers.DatasetInput},
        responses={201: serializers.DatasetSerializer},
    )
    def post(self, request: Request) -> Response:
        """Brings files to train on. They are read one by one, which takes a while."""
        with one_at_a_time("dataset", "upload", request._request):
            made = services.dataset_create(
                owner=request.user,
                files=files_sent(request),
                title=request.POST.get("title", ""),
                rights=request.POST.get("rights") in TICKED,
            )
        return Response(serializers.DatasetSerializer(_found(request, made.pk)).data, 201)


class DatasetOne(APIView):
    permission_classes = [IsAuthenticated]
    parser_classes = [BoundedJSONParser]

    @extend_schema(responses=serializers.DatasetWholeSerializer)
    def get(self, request: Request, pk: UUID) -> Response:
        """A data set with what was found of each file; while it is read, of those read so far."""
        return Response(_told(request, pk))

    @extend_schema(
        request=serializers.DatasetTitleInput, responses=serializers.DatasetWholeSerializer
    )
    def patch(self, request: Request, pk: UUID) -> Response:
        """Gives it another name."""
        dataset = _found(request, pk)
        body = serializers.DatasetTitleInput(data=request.data)
        body.is_valid(raise_exception=True)
        services.dataset_rename(dataset=dataset, **body.validated_data)
        return Response(_told(request, pk))

    @extend_schema(request=None, responses={204: None})
    def delete(self, request: Request, pk: UUID) -> Response:
        """Deletes it with its pieces; not while a run learns from it."""
        services.dataset_delete(dataset=_found(request, pk))
        return Response(status=204)


class DatasetFiles(APIView):
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    @extend_schema(
        request={"multipart/form-data": serializers.DatasetFilesInput},
        responses=serializers.DatasetWholeSerializer,
    )
    def post(self, request: Request, pk: UUID) -> Response:
        """Adds files, or removes pieces. Once a run has learnt from it, another version is made,
        and told."""
        dataset = _found(request, pk)
        with one_at_a_time("dataset", "upload", request._request):
            changed = services.dataset_change(
                dataset=dataset,
                files=files_sent(request),
                without=numbers_sent(request.POST.getlist("without")),
                rights=request.POST.get("rights") in TICKED,
            )
        return Response(_told(request, changed.pk))


class DatasetPieceMusic(APIView):
    permission_classes = [IsAuthenticated]

    @extend_schema(responses=SongDocumentSerializer)
    def get(self, request: Request, pk: UUID, number: int) -> Response:
        """The music of one piece, as a song document."""
        piece = dataset_selectors.piece_find(dataset=_found(request, pk), number=number)
        if piece is None or piece.song is None:
            raise Http404
        return Response(piece.song.written)


def _found(request: Request, pk: UUID) -> Dataset:
    dataset = dataset_selectors.dataset_find(pk=pk, user=request.user)
    if dataset is None:
        raise Http404
    return dataset


def _told(request: Request, pk: UUID) -> dict[str, Any]:
    return dict(serializers.DatasetWholeSerializer(_found(request, pk)).data)
